import { keptDays } from "../../../aws/lifecycle.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { lifecyclePairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

export const retentionLowered = planRule({
  id: "retention-lowered",
  severity: "error",
  what: "backups or copies are kept for a shorter time",
  why: "What was promised to be restorable is not.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: { gold: { rules: { daily: { lifecycle: { delete_after_days: { "@@assign": "35" } } } } } },
    bad: { gold: { rules: { daily: { lifecycle: { delete_after_days: { "@@assign": "14" } } } } } },
    good: { gold: { rules: { daily: { lifecycle: { delete_after_days: { "@@assign": "90" } } } } } },
  }),
  check: (change) =>
    lifecyclePairsOf(changedPolicy(change))
      .filter(({ before, after }) => keptDays(after) < keptDays(before))
      .map(({ name, before, after }) => {
        const from = before.deleteAfterDays === null ? "for ever" : `${before.deleteAfterDays} days`;
        return {
          path: ["content"],
          got: `${name} keeps for ${after.deleteAfterDays} days instead of ${from}`,
          use: `keep ${from}`,
        };
      }),
});
