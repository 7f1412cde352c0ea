import type * as aws from "@aws-sdk/client-backup";
import type { Caller, Context } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import { backupKeyOf } from "./backup-key.ts";
import {
  anything,
  enter,
  invalid,
  namedVault,
  namedVaultTarget,
  notFound,
  refused,
  refuseOtherAccount,
  required,
} from "./gate.ts";
import { keyTarget } from "./key-target.ts";
import { page } from "./page.ts";
import { tagContext, type Vault, vaultArn } from "./vault.ts";
import { isForEver, lockFrom } from "./vault-lock.ts";
import { vaultPolicyFrom } from "./vault-policy.ts";
import { isKeyUsable, type World } from "./world.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
const mostVaults = 300;

/** Vaults, their access policies and their locks, as callers ask for them. */
export class VaultOperations {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async create(
    caller: Caller,
    region: string,
    input: aws.CreateBackupVaultInput,
  ): Promise<aws.CreateBackupVaultOutput> {
    const { vaults, kms, clock } = this.#world;
    const { accountId } = caller;
    const name = required(input.BackupVaultName, "BackupVaultName");
    const tags = input.BackupVaultTags ?? {};
    const target = namedVaultTarget(this.#world, caller, region, name);
    const tagged: Context = { ...tagContext(tags, "Request"), "aws:TagKeys": Object.keys(tags) };
    await enter(this.#world, caller, region, "backup:CreateBackupVault", target, tagged);
    if (Object.keys(tags).length > 0) {
      await enter(this.#world, caller, region, "backup:TagResource", target, tagged);
    }
    await enter(this.#world, caller, region, "backup-storage:MountCapsule", anything(caller));
    if (!/^[a-zA-Z0-9\-_]{2,50}$/.test(name)) throw invalid(`Invalid vault name: ${name}`);
    const keyArn = input.EncryptionKeyArn;
    if (keyArn !== undefined) await this.#requireKey(caller, region, keyArn);

    const there = vaults.named(accountId, region, name);
    if (there) {
      if (input.CreatorRequestId !== undefined && there.creatorRequestId === input.CreatorRequestId) {
        return created(there);
      }
      throw new AwsError("AlreadyExistsException", `Backup vault with the same name already exists: ${name}`);
    }
    if (vaults.of(accountId, region).length >= mostVaults) {
      throw new AwsError("LimitExceededException", `Number of backup vaults exceeds ${mostVaults}`);
    }
    const vault: Vault = {
      arn: vaultArn(accountId, region, name),
      name,
      accountId,
      region,
      keyArn: keyArn ?? backupKeyOf(kms, accountId, region).arn,
      createdAt: clock.now(),
      creatorRequestId: input.CreatorRequestId ?? null,
      tags: { ...tags },
      policyText: null,
      policy: null,
      lock: null,
    };
    vaults.put(vault);
    return created(vault);
  }

  async describe(
    caller: Caller,
    region: string,
    input: aws.DescribeBackupVaultInput,
  ): Promise<aws.DescribeBackupVaultOutput> {
    const name = required(input.BackupVaultName, "BackupVaultName");
    const target = namedVaultTarget(this.#world, caller, region, name);
    await enter(this.#world, caller, region, "backup:DescribeBackupVault", target);
    refuseOtherAccount(caller, input.BackupVaultAccountId);
    return this.#output(namedVault(this.#world, caller, region, name));
  }

  async list(caller: Caller, region: string, input: aws.ListBackupVaultsInput): Promise<aws.ListBackupVaultsOutput> {
    await enter(this.#world, caller, region, "backup:ListBackupVaults", anything(caller));
    const { items, rest } = page(this.#world.vaults.of(caller.accountId, region), input);
    return { BackupVaultList: items.map((vault) => this.#output(vault)), ...rest };
  }

  async delete(caller: Caller, region: string, input: aws.DeleteBackupVaultInput): Promise<void> {
    const vault = await this.#changed(caller, region, "backup:DeleteBackupVault", input.BackupVaultName);
    // locked or not: docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html
    if (this.#world.recoveryPoints.numberInVault(vault.arn) > 0) {
      throw refused("Backup vault cannot be deleted because it contains recovery points");
    }
    this.#world.vaults.delete(vault.arn);
  }

  async putPolicy(caller: Caller, region: string, input: aws.PutBackupVaultAccessPolicyInput): Promise<void> {
    const action = "backup:PutBackupVaultAccessPolicy";
    const vault = await this.#changed(caller, region, action, input.BackupVaultName);
    const policyText = required(input.Policy, "Policy");
    const policy = vaultPolicyFrom(policyText, vault.accountId);
    this.#world.vaults.put({ ...vault, policyText, policy });
  }

  async getPolicy(
    caller: Caller,
    region: string,
    input: aws.GetBackupVaultAccessPolicyInput,
  ): Promise<aws.GetBackupVaultAccessPolicyOutput> {
    const vault = await this.#changed(caller, region, "backup:GetBackupVaultAccessPolicy", input.BackupVaultName);
    if (vault.policyText === null) throw notFound(`Backup vault ${vault.name} has no access policy`);
    return { BackupVaultName: vault.name, BackupVaultArn: vault.arn, Policy: vault.policyText };
  }

  async deletePolicy(caller: Caller, region: string, input: aws.DeleteBackupVaultAccessPolicyInput): Promise<void> {
    const vault = await this.#changed(caller, region, "backup:DeleteBackupVaultAccessPolicy", input.BackupVaultName);
    this.#world.vaults.put({ ...vault, policyText: null, policy: null });
  }

  async putLock(caller: Caller, region: string, input: aws.PutBackupVaultLockConfigurationInput): Promise<void> {
    // docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
    const context = Object.fromEntries(
      (["ChangeableForDays", "MinRetentionDays", "MaxRetentionDays"] as const).flatMap((name) =>
        input[name] === undefined ? [] : [[`backup:${name}`, String(input[name])]],
      ),
    );
    const action = "backup:PutBackupVaultLockConfiguration";
    const vault = await this.#changed(caller, region, action, input.BackupVaultName, context);
    const now = this.#world.clock.now();
    if (isForEver(vault.lock, now)) throw lockedForEver(vault);
    this.#world.vaults.put({ ...vault, lock: lockFrom(input, now) });
  }

  async deleteLock(caller: Caller, region: string, input: aws.DeleteBackupVaultLockConfigurationInput): Promise<void> {
    const action = "backup:DeleteBackupVaultLockConfiguration";
    const vault = await this.#changed(caller, region, action, input.BackupVaultName);
    if (isForEver(vault.lock, this.#world.clock.now())) throw lockedForEver(vault);
    this.#world.vaults.put({ ...vault, lock: null });
  }

  async #changed(
    caller: Caller,
    region: string,
    action: string,
    vaultName: string | undefined,
    context: Context = {},
  ): Promise<Vault> {
    const name = required(vaultName, "BackupVaultName");
    await enter(this.#world, caller, region, action, namedVaultTarget(this.#world, caller, region, name), context);
    return namedVault(this.#world, caller, region, name);
  }

  /**
   * Who makes a vault must be able to use its key, through AWS Backup.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html#backup-api-permissions-ref
   */
  async #requireKey(caller: Caller, region: string, arn: string): Promise<void> {
    const key = this.#world.kms.key(arn);
    if (!key || key.region !== region) throw invalid(`Encryption key ${arn} does not exist in ${region}`);
    const context = {
      "kms:ViaService": `backup.${region}.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
      "aws:ViaAWSService": "true",
    };
    for (const action of ["DescribeKey", "CreateGrant", "GenerateDataKey", "Decrypt", "RetireGrant"]) {
      await this.#world.access.require(caller, `kms:${action}`, keyTarget(key), context);
    }
    if (!isKeyUsable(this.#world, arn)) throw invalid(`Encryption key ${arn} cannot be used`);
  }

  /** It never says how long a grace time was; a lock without a date is a governance lock. */
  #output(vault: Vault): aws.DescribeBackupVaultOutput & aws.BackupVaultListMember {
    const { lock } = vault;
    return {
      BackupVaultName: vault.name,
      BackupVaultArn: vault.arn,
      VaultType: "BACKUP_VAULT",
      VaultState: "AVAILABLE",
      EncryptionKeyArn: vault.keyArn,
      ...(this.#world.kms.key(vault.keyArn)?.isAwsManaged ? {} : { EncryptionKeyType: "CUSTOMER_MANAGED_KMS_KEY" }),
      CreationDate: new Date(vault.createdAt),
      ...(vault.creatorRequestId === null ? {} : { CreatorRequestId: vault.creatorRequestId }),
      NumberOfRecoveryPoints: this.#world.recoveryPoints.numberInVault(vault.arn),
      Locked: lock !== null,
      ...(lock?.minRetentionDays == null ? {} : { MinRetentionDays: lock.minRetentionDays }),
      ...(lock?.maxRetentionDays == null ? {} : { MaxRetentionDays: lock.maxRetentionDays }),
      ...(lock?.lockDate == null ? {} : { LockDate: new Date(lock.lockDate) }),
    };
  }
}

const created = (vault: Vault): aws.CreateBackupVaultOutput => ({
  BackupVaultName: vault.name,
  BackupVaultArn: vault.arn,
  CreationDate: new Date(vault.createdAt),
});

const lockedForEver = ({ name }: Vault) =>
  refused(`Backup vault ${name} is locked, and its lock can no longer be changed or removed`);
