import { fileRule } from "../../diagnostics/rule.ts";

export const allowanceExpired = fileRule({
  id: "allowance-expired",
  severity: "warning",
  what: "an entry of allowances.yaml that has expired",
  why: "It allows nothing any more; whoever still needs it is stopped by the guard.",
  source: null,
  example: {
    bad: {
      "allowances.yaml": {
        whole:
          '- stack: central-prod\n  address: aws_backup_vault_lock_configuration.eu-west-2_lock\n  action: lock-weakened\n  reason: the regulator asked for it\n  expires: "2026-11-29"',
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
