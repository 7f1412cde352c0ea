import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planPairsOf } from "../backup/policy-pairs.ts";
import { sameRule } from "../backup/same-rule.ts";
import { planRule } from "../plan-rule.ts";

export const ruleRemoved = planRule({
  id: "rule-removed",
  severity: "error",
  what: "a rule is gone from a plan",
  why: "Its backups are no longer made, whatever the others do.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: {
      gold: {
        regions: { "@@assign": ["eu-west-2"] },
        rules: { daily: { lifecycle: { delete_after_days: { "@@assign": "35" } } } },
      },
    },
    bad: { gold: { regions: { "@@assign": ["eu-west-2"] } } },
    good: {
      gold: {
        regions: { "@@assign": ["eu-west-2"] },
        rules: {
          daily: { lifecycle: { delete_after_days: { "@@assign": "35" } } },
          weekly: { lifecycle: { delete_after_days: { "@@assign": "90" } } },
        },
      },
    },
  }),
  check: (change) =>
    planPairsOf(changedPolicy(change)).flatMap(({ before, after }) =>
      before.rules
        .filter((rule) => !after.rules.some((other) => sameRule(rule, other)))
        .map(({ name }) => ({
          path: ["content"],
          got: `rule ${name} is gone from plan ${before.name}`,
          use: "keep it",
        })),
    ),
});
