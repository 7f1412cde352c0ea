import { valueIn } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { targetOf } from "../plan/copy-target.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { typesOf } from "../plan/types-of.ts";
import { planRule } from "../policy-rule.ts";

/** Copies to another account are made of backups whose key can be shared; that of the Default vault is AWS's own. */
export const policyDefaultSource = planRule({
  id: "policy-default-source",
  severity: "warning",
  what: "backups in the Default vault that are copied to another account",
  why: "Its key is AWS's own and cannot be shared: of types whose backups the vault's key encrypts every copy fails.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
  example: {
    bad: inRule({ target_backup_vault_name: { "@@assign": "Default" } }),
    good: inRule({ target_backup_vault_name: { "@@assign": "local" } }),
  },
  check: (plan) => {
    const lost = (selectedKinds(plan) ?? []).filter((kind) => kind.isEncryptedByVault && kind.copiesAcrossAccounts);
    if (lost.length === 0) return [];
    return plan.rules.flatMap(({ vault, copies }) => {
      const elsewhere = copies.map(targetOf).find((target) => typeof target?.accountId === "string");
      if (!vault || valueIn(vault) !== "Default" || !elsewhere) return [];
      return [
        {
          at: vault.at,
          got: `got the Default vault, whose key AWS shares with nobody, for backups to be copied to account ${elsewhere.accountId}`,
          why: `of what that key encrypts (${typesOf(lost)}) each copy would fail`,
          use: "use a vault with a key of its own",
        },
      ];
    });
  },
});
