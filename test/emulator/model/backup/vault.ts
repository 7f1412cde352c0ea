import type { Target } from "../access.ts";
import type { Document } from "../policy-document.ts";
import type { VaultLock } from "./vault-lock.ts";

export interface Vault {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly keyArn: string;
  readonly createdAt: number;
  readonly creatorRequestId: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** As it was put: AWS gives the same text back. */
  readonly policyText: string | null;
  readonly policy: Document | null;
  readonly lock: VaultLock | null;
}

export const vaultArn = (accountId: string, region: string, name: string): string =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;

export const vaultTarget = (vault: Vault): Target => ({
  arn: vault.arn,
  accountId: vault.accountId,
  policy: policyOf(vault),
  context: tagContext(vault.tags, "Resource"),
});

/** The access policy of a vault guards the recovery points in it too. */
export const policyOf = ({ name, policy }: Vault): Target["policy"] =>
  policy === null ? null : { name: `vault policy of ${name}`, document: policy };

export const tagContext = (tags: Readonly<Record<string, string>>, of: "Resource" | "Request") =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${of}Tag/${key}`, value]));
