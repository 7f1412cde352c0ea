import { fileRule } from "../../diagnostics/rule.ts";
import { allowanceExample } from "../allowance-example.ts";

// the guard raises it, who knows what is planned
export const allowanceUnused = fileRule({
  id: "allowance-unused",
  severity: "warning",
  what: "an entry of allowances.yaml that matches nothing that is planned",
  why: "It would let the next such change pass unseen.",
  source: null,
  example: {
    found: {
      rule: "lock-weakened",
      stack: "central-prod",
      address: "aws_backup_vault_lock_configuration.eu-west-2_lock",
    },
    bad: allowanceExample("2026-12-15", "lock-armed"),
    good: allowanceExample("2026-12-15"),
  },
});
