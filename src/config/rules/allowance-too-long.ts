import { fileRule } from "../../diagnostics/rule.ts";

export const allowanceTooLong = fileRule({
  id: "allowance-too-long",
  severity: "error",
  what: "an entry of allowances.yaml that holds for more than 30 days",
  why: "Longer ahead nobody remembers why.",
  source: null,
  example: {
    bad: {
      "allowances.yaml": {
        whole:
          '- stack: central-prod\n  address: aws_backup_vault_lock_configuration.eu-west-2_lock\n  action: lock-weakened\n  reason: the regulator asked for it\n  expires: "2027-06-01"',
      },
    },
    good: {
      "allowances.yaml": {
        whole:
          '- stack: central-prod\n  address: aws_backup_vault_lock_configuration.eu-west-2_lock\n  action: lock-weakened\n  reason: the regulator asked for it\n  expires: "2026-12-15"',
      },
    },
  },
});
