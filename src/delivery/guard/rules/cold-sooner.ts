import { warmDays } from "../../../aws/lifecycle.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { lifecyclePairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

export const coldSooner = planRule({
  id: "cold-sooner",
  severity: "error",
  what: "backups or copies move to cold storage that did not, or earlier",
  why: "A restore from there takes hours longer.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: {
      gold: {
        rules: {
          daily: {
            lifecycle: {
              move_to_cold_storage_after_days: { "@@assign": "30" },
              delete_after_days: { "@@assign": "365" },
            },
          },
        },
      },
    },
    bad: {
      gold: {
        rules: {
          daily: {
            lifecycle: {
              move_to_cold_storage_after_days: { "@@assign": "7" },
              delete_after_days: { "@@assign": "365" },
            },
          },
        },
      },
    },
    good: {
      gold: {
        rules: {
          daily: {
            lifecycle: {
              move_to_cold_storage_after_days: { "@@assign": "90" },
              delete_after_days: { "@@assign": "365" },
            },
          },
        },
      },
    },
  }),
  check: (change) =>
    lifecyclePairsOf(changedPolicy(change))
      .filter(({ before, after }) => warmDays(after) < warmDays(before))
      .map(({ name, before, after }) => {
        const from = before.coldAfterDays === null ? "never" : `after ${before.coldAfterDays} days`;
        return {
          path: ["content"],
          got: `${name} moves to cold storage after ${after.coldAfterDays} days instead of ${from}`,
          use: `keep ${from}`,
        };
      }),
});
