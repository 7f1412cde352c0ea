import type { PolicyOverlay } from "./policy-example.ts";

const central = "arn:aws:backup:eu-central-1:210987654321:backup-vault:central";

/** A policy with nothing wrong, and as little in it as copies and a selection by types take. */
export const soundPolicy = {
  plans: {
    p: {
      regions: { "@@assign": ["eu-west-1"] },
      rules: {
        daily: {
          schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
          target_backup_vault_name: { "@@assign": "local" },
          start_backup_window_minutes: { "@@assign": "60" },
          complete_backup_window_minutes: { "@@assign": "180" },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
          copy_actions: {
            [central]: {
              target_backup_vault_arn: { "@@assign": central },
              lifecycle: { delete_after_days: { "@@assign": "35" } },
            },
          },
        },
      },
      selections: {
        resources: {
          chosen: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/backup" },
            resource_types: { "@@assign": ["arn:aws:elasticfilesystem:*:*:file-system/*"] },
          },
        },
      },
    },
  },
} as const satisfies PolicyOverlay;
