import { fileRule } from "../../diagnostics/rule.ts";

export const allowanceWrittenTooLate = fileRule({
  id: "allowance-written-too-late",
  severity: "error",
  what: "an entry of allowances.yaml that a change writes or edits, and that has expired already",
  why: "It would allow nothing: the guard would stop what it was reviewed for.",
  source: null,
  example: {
    before: {},
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
