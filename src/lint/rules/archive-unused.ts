import type { PlanView } from "../../aws/policy/policy-view.ts";
import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { isColdIgnored } from "../plan/is-cold-ignored.ts";
import { lifecyclesOf } from "../plan/lifecycles-of.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const archiveUnused = sharedPlanRule({
  id: "archive-unused",
  severity: "warning",
  example: {
    bad: withTypes(
      inRule({
        lifecycle: {
          delete_after_days: { "@@assign": "120" },
          opt_in_to_archive_for_supported_resources: { "@@assign": "true" },
        },
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
  check: (plan) =>
    lifecyclesOf(plan).flatMap(({ lifecycle }) => {
      const archive = said(lifecycle.archive);
      if (archive?.value !== true) return [];
      if (said(lifecycle.coldAfterDays)) return archivesNothing(plan) ? [{ at: archive.at, ...nothingToArchive }] : [];
      return [
        {
          at: archive.at,
          got: "got true without move_to_cold_storage_after_days",
          why: "nothing is archived without the days",
          use: "use both",
        },
      ];
    }),
});

const nothingToArchive = { got: "got true, but the plan selects no EBS", use: "leave it out" };

function archivesNothing(plan: PlanView): boolean {
  const kinds = selectedKinds(plan) ?? [];
  return kinds.length > 0 && !isColdIgnored(plan) && !kinds.some(({ coldStorage }) => coldStorage === "archive");
}
