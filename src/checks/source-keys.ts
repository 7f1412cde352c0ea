import { copyObstacle } from "../aws/copy-limits.ts";
import { copies } from "../estate/plan-copies.ts";
import { reachesOf } from "../estate/reach.ts";
import { type Finding, inAccount, warning } from "../finding.ts";
import type { AppAccount, Estate } from "../model.ts";

/**
 * Backups that are encrypted with the resource's own key reach central only if that key is a customer key which central
 * may use. Lockstep does not see the resources, so the account's owner has to say so.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
 */
export function sourceKeys(estate: Estate): readonly Finding[] {
  const typesByAccount = new Map<AppAccount, Set<string>>();
  for (const { plan, class: cls, region, kinds, accounts } of reachesOf(estate)) {
    if (!copies(plan)) continue;
    const types = kinds
      .filter((kind) => !kind.isEncryptedByVault)
      .filter((kind) => estate.central[cls].regions.some((to) => copyObstacle(kind, region, to) === null))
      .map(({ type }) => type);
    for (const account of accounts) {
      if (account.hasCustomerKeys || types.length === 0) continue;
      const known = typesByAccount.get(account) ?? new Set();
      for (const type of types) known.add(type);
      typesByAccount.set(account, known);
    }
  }
  return estate.accounts.flatMap((account) => {
    const types = typesByAccount.get(account);
    if (!types) return [];
    const { name, class: cls } = account;
    const message = `got no sourceKeys for ${[...types].sort().join(", ")}, whose backups use the resource's own key; under an AWS managed key (aws/ebs, aws/rds, …) none can ever be copied to central ${cls}: see to customer keys that it may use, then write sourceKeys: customer`;
    return [warning("source-keys", inAccount(name, "account"), message)];
  });
}
