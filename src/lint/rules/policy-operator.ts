import { inRule } from "../examples/in-rule.ts";
import { documentRule } from "../policy-rule.ts";

export const policyOperator = documentRule({
  id: "policy-operator",
  severity: "error",
  what: "a setting without an operator, an operator that AWS does not have, or one where it cannot stand",
  why: "AWS Organizations refuses it, or the setting never reaches the effective policy.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html",
  example: {
    bad: inRule({ target_backup_vault_name: "local" }),
    good: inRule({ target_backup_vault_name: { "@@assign": "local" } }),
  },
});
