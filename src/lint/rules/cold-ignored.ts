import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { isColdIgnored } from "../plan/is-cold-ignored.ts";
import { lifecyclesOf } from "../plan/lifecycles-of.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { typesOf } from "../plan/types-of.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const coldIgnored = sharedPlanRule({
  id: "cold-ignored",
  severity: "warning",
  example: {
    bad: withTypes(
      inRule({
        lifecycle: { delete_after_days: { "@@assign": "120" }, move_to_cold_storage_after_days: { "@@assign": "30" } },
        copy_actions: null,
      }),
      "arn:aws:rds:*:*:db:*",
    ),
    good: withTypes(
      inRule({
        lifecycle: { delete_after_days: { "@@assign": "120" }, move_to_cold_storage_after_days: { "@@assign": "30" } },
        copy_actions: null,
      }),
      "arn:aws:elasticfilesystem:*:*:file-system/*",
    ),
  },
  check: (plan) => {
    if (!isColdIgnored(plan)) return [];
    const types = typesOf(selectedKinds(plan) ?? []);
    return lifecyclesOf(plan).flatMap(({ lifecycle }) => {
      const cold = said(lifecycle.coldAfterDays);
      if (!cold) return [];
      const got = `got cold storage after ${cold.value} days, which AWS ignores for ${types}`;
      return [{ at: cold.at, got, use: "leave it out, or select types that have cold storage" }];
    });
  },
});
