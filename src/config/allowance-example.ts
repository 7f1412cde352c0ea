import type { Overlay } from "../diagnostics/example.ts";
import type { GuardRuleId } from "../diagnostics/guard-rule-id.ts";

/** An `allowances.yaml` with one entry, that ends on a day and lets pass what one rule of the guard finds. */
export const allowanceExample = (expires: string, action: GuardRuleId = "lock-weakened"): Overlay => ({
  "allowances.yaml": {
    whole: `- stack: central-prod\n  address: aws_backup_vault_lock_configuration.eu-west-2_lock\n  action: ${action}\n  reason: the regulator asked for it\n  expires: "${expires}"`,
  },
});
