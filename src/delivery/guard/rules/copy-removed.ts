import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { lostCopiesOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

export const copyRemoved = planRule({
  id: "copy-removed",
  severity: "error",
  what: "backups are no longer copied to a vault",
  why: "The day the account is lost they are lost with it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: policyExample({
    before: {
      gold: {
        rules: {
          daily: {
            lifecycle: { delete_after_days: { "@@assign": "35" } },
            copy_actions: {
              "arn:aws:backup:eu-west-2:333333333333:backup-vault:central": {
                target_backup_vault_arn: {
                  "@@assign": "arn:aws:backup:eu-west-2:333333333333:backup-vault:central",
                },
              },
            },
          },
        },
      },
    },
    bad: { gold: { rules: { daily: { lifecycle: { delete_after_days: { "@@assign": "35" } } } } } },
    good: {
      gold: {
        rules: {
          daily: {
            lifecycle: { delete_after_days: { "@@assign": "90" } },
            copy_actions: {
              "arn:aws:backup:eu-west-2:333333333333:backup-vault:central": {
                target_backup_vault_arn: {
                  "@@assign": "arn:aws:backup:eu-west-2:333333333333:backup-vault:central",
                },
              },
            },
          },
        },
      },
    },
  }),
  check: (change) =>
    lostCopiesOf(changedPolicy(change))
      .filter(({ added }) => added.length === 0)
      .map(({ name, vault }) => ({
        path: ["content"],
        got: `${name} no longer copies to ${vault}`,
        use: "keep the copy",
      })),
});
