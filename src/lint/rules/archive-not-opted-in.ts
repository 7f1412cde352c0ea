import { said, valueIn } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { isColdIgnored } from "../plan/is-cold-ignored.ts";
import { lifecyclesOf } from "../plan/lifecycles-of.ts";
import { namedPatterns } from "../plan/selected-kinds.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const archiveNotOptedIn = sharedPlanRule({
  id: "archive-not-opted-in",
  severity: "warning",
  example: {
    bad: withTypes(
      inRule({
        lifecycle: { delete_after_days: { "@@assign": "120" }, move_to_cold_storage_after_days: { "@@assign": "30" } },
        copy_actions: null,
      }),
      "arn:aws:ec2:*:*:volume/*",
    ),
    good: withTypes(
      inRule({
        lifecycle: {
          delete_after_days: { "@@assign": "120" },
          move_to_cold_storage_after_days: { "@@assign": "30" },
          opt_in_to_archive_for_supported_resources: { "@@assign": "true" },
        },
        copy_actions: null,
      }),
      "arn:aws:ec2:*:*:volume/*",
    ),
  },
  check: (plan) => {
    const namesEbs = namedPatterns(plan).some(({ types }) => types === "EBS");
    if (!namesEbs || isColdIgnored(plan)) return [];
    return lifecyclesOf(plan).flatMap(({ lifecycle }) => {
      const cold = said(lifecycle.coldAfterDays);
      if (!cold || valueIn(lifecycle.archive) === true) return [];
      const got = `got cold storage after ${cold.value} days without opt_in_to_archive_for_supported_resources, so that EBS snapshots stay warm`;
      return [{ at: cold.at, got, use: 'use "true" for it' }];
    });
  },
});
