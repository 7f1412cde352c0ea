import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault/index.js";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy/index.js";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface VaultProps {
  readonly provider: TerraformProvider;
  /** Name of the vault; another name is another vault. */
  readonly name: string;
  readonly keyAlias: string;
  readonly keyStatements: readonly Statement[];
  readonly accessStatements: readonly Statement[];
  /** `null`: not locked. */
  readonly lock: VaultLock | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface VaultLock {
  /** Shortest retention the vault accepts, in days. Shorter backup and copy jobs fail. */
  readonly minDays: number;
  /** Longest retention the vault accepts, in days. Longer backup and copy jobs fail. */
  readonly maxDays: number;
  /**
   * Days until nobody, AWS included, can remove the lock. Its presence alone makes the lock a compliance lock, for
   * ever; `null` is a governance lock (aws-backup devguide, vault lock).
   */
  readonly changeableForDays: number | null;
  /**
   * Whether a compliance lock is past its cooling-off. AWS never says again how long that was, so that the provider would
   * replace a lock that is imported, for ever (hashicorp/terraform-provider-aws 46876). A lock that is new is put with it
   * all the same.
   */
  readonly isFinal: boolean;
}

/**
 * A backup vault with its key, access policy and lock. Terraform refuses to destroy or replace any of vault, key and
 * lock: the provider changes a lock by removing it first, and that is for the custodian to do.
 */
export class Vault extends Construct {
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id);
    const { provider, name, lock } = props;
    const tags = { ...props.tags };
    const kept = { preventDestroy: true };

    const key = new KmsKey(this, "key", {
      provider,
      description: `encrypts the recovery points of backup vault ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(props.keyStatements),
      tags,
      lifecycle: kept,
    });
    new KmsAlias(this, "alias", { provider, name: props.keyAlias, targetKeyId: key.keyId });

    this.vault = new BackupVault(this, "vault", { provider, name, kmsKeyArn: key.arn, tags, lifecycle: kept });
    new BackupVaultPolicy(this, "policy", {
      provider,
      backupVaultName: this.vault.name,
      policy: policyDocument(props.accessStatements),
    });
    if (lock) {
      new BackupVaultLockConfiguration(this, "lock", {
        provider,
        backupVaultName: this.vault.name,
        minRetentionDays: lock.minDays,
        maxRetentionDays: lock.maxDays,
        ...(lock.changeableForDays === null ? {} : { changeableForDays: lock.changeableForDays }),
        lifecycle: lock.isFinal ? { ...kept, ignoreChanges: ["changeable_for_days"] } : kept,
      });
    }
  }
}
