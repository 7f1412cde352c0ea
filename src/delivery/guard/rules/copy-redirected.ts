import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { lostCopiesOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

export const copyRedirected = planRule({
  id: "copy-redirected",
  severity: "error",
  what: "copies go to another vault, account or Region",
  why: "Whoever owns that vault owns the backups.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: policyExample({
    before: {
      gold: {
        rules: {
          daily: {
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
    bad: {
      gold: {
        rules: {
          daily: {
            copy_actions: {
              "arn:aws:backup:eu-west-2:999999999999:backup-vault:mine": {
                target_backup_vault_arn: { "@@assign": "arn:aws:backup:eu-west-2:999999999999:backup-vault:mine" },
              },
            },
          },
        },
      },
    },
    good: {
      gold: {
        rules: {
          daily: {
            copy_actions: {
              "arn:aws:backup:eu-west-2:333333333333:backup-vault:central": {
                target_backup_vault_arn: {
                  "@@assign": "arn:aws:backup:eu-west-2:333333333333:backup-vault:central",
                },
              },
              "arn:aws:backup:eu-west-2:999999999999:backup-vault:mine": {
                target_backup_vault_arn: { "@@assign": "arn:aws:backup:eu-west-2:999999999999:backup-vault:mine" },
              },
            },
          },
        },
      },
    },
  }),
  check: (change) =>
    lostCopiesOf(changedPolicy(change))
      .filter(({ added }) => added.length > 0)
      .map(({ name, vault, added }) => ({
        path: ["content"],
        got: `${name} copies to ${several(added)} instead of ${vault}`,
        use: "keep the copy",
      })),
});
