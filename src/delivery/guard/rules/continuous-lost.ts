import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { rulePairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

export const continuousLost = planRule({
  id: "continuous-lost",
  severity: "error",
  what: "a rule no longer makes continuous backups",
  why: "Only what the schedule gives can be restored.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  example: policyExample({
    before: {
      gold: {
        rules: {
          daily: {
            enable_continuous_backup: { "@@assign": "true" },
            lifecycle: { delete_after_days: { "@@assign": "30" } },
          },
        },
      },
    },
    bad: {
      gold: {
        rules: {
          daily: {
            enable_continuous_backup: { "@@assign": "false" },
            lifecycle: { delete_after_days: { "@@assign": "30" } },
          },
        },
      },
    },
    good: {
      gold: {
        rules: {
          daily: {
            enable_continuous_backup: { "@@assign": "true" },
            lifecycle: { delete_after_days: { "@@assign": "35" } },
          },
        },
      },
    },
  }),
  check: (change) =>
    rulePairsOf(changedPolicy(change))
      .filter(({ before, after }) => valueIn(before.continuous) && !valueIn(after.continuous))
      .map(({ name }) => ({
        path: ["content"],
        got: `${name} makes no continuous backups any more`,
        use: "keep them",
      })),
});
