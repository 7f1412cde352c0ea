import { inRule } from "../examples/in-rule.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const objectName = sharedDocumentRule({
  id: "object-name",
  severity: "error",
  example: {
    bad: inRule({ target_backup_vault_name: { "@@assign": "local.vault" } }),
    good: inRule({ target_backup_vault_name: { "@@assign": "local-vault" } }),
  },
});
