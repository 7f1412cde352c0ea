import { copyObstacle } from "../aws/copy-limits.ts";
import { kindNames } from "../estate/kind-names.ts";
import { copies } from "../estate/plan-copies.ts";
import { kindsReached } from "../estate/reach.ts";
import type { AppAccount, Estate, Plan } from "../model.ts";
import { type KeyStatement, sourceKeyStatements } from "./source-key-statements.ts";

/** What the keys of an account's own resources must allow, so that backups and copies of them succeed. */
export interface SourceKeys {
  /** Whether config says that they are customer keys: `sourceKeys: customer`. */
  readonly areCustomerKeys: boolean;
  /** Regions in which resources are backed up; each key there has a policy of its own, a replica of a multi-Region key too. */
  readonly regions: readonly string[];
  /** Kinds whose copies are read with the resource's own key: under an AWS managed key each of them fails. */
  readonly copiedWithOwnKey: readonly string[];
  /** Kinds whose backups use the resource's own key and that are not copied from here. */
  readonly keptWithOwnKey: readonly string[];
  /** Kinds whose backups use the vault's key: what their own key does not let AWS Backup read may be left out in silence. */
  readonly readWithOwnKey: readonly string[];
  /** To be added to the policy of each such key. */
  readonly statements: readonly KeyStatement[];
}

/**
 * @param type narrows it to one resource type, as config names it; `null`: all.
 * @returns `null` where nothing is backed up.
 */
export function sourceKeys(
  estate: Estate,
  account: AppAccount,
  plans: readonly Plan[],
  type: string | null,
): SourceKeys | null {
  const central = estate.central[account.class].regions;
  const reached = plans.flatMap((plan) =>
    account.regions.flatMap((region) =>
      kindsReached(plan, account, region)
        .filter((kind) => type === null || kind.type === type)
        .map((kind) => ({
          kind,
          region,
          isCopied: copies(plan) && central.some((to) => copyObstacle(kind, region, to) === null),
        })),
    ),
  );
  if (reached.length === 0) return null;

  const { central: byCentral, own } = sourceKeyStatements(estate, account);
  const names = (those: typeof reached) => [...new Set(kindNames(those.map(({ kind }) => kind)))].sort();
  const withOwnKey = reached.filter(({ kind }) => !kind.isEncryptedByVault);
  const copied = names(withOwnKey.filter(({ isCopied }) => isCopied));
  return {
    areCustomerKeys: account.hasCustomerKeys,
    regions: account.regions.filter((region) => reached.some((one) => one.region === region)),
    copiedWithOwnKey: copied,
    keptWithOwnKey: names(withOwnKey).filter((name) => !copied.includes(name)),
    readWithOwnKey: names(reached.filter(({ kind }) => kind.isEncryptedByVault)),
    statements: copied.length > 0 ? [...byCentral, ...own] : own,
  };
}
