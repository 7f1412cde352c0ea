import type { Overlay } from "../diagnostics/example.ts";

/** An `allowances.yaml` with one entry, that ends on a day. */
export const allowanceExample = (expires: string): Overlay => ({
  "allowances.yaml": {
    whole: `- stack: central-prod\n  address: aws_backup_vault_lock_configuration.eu-west-2_lock\n  action: lock-weakened\n  reason: the regulator asked for it\n  expires: "${expires}"`,
  },
});
