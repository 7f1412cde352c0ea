import type * as aws from "@aws-sdk/client-backup";
import type { Caller, Target } from "../access.ts";
import { anything, enter, invalid, namedVaultTarget, notFound, refused, refuseOtherAccount, required } from "./gate.ts";
import { calculatedOutput, expiryOf, lifecycleFault, lifecycleFrom, lifecycleOutput } from "./lifecycle.ts";
import { page } from "./page.ts";
import { coldFrom, featuresOf, isCold, type RecoveryPoint, recoveryPointTarget } from "./recovery-point.ts";
import type { RecoveryPointKeeper } from "./recovery-point-keeper.ts";
import type { Vault } from "./vault.ts";
import type { World } from "./world.ts";

interface Named {
  readonly BackupVaultName: string | undefined;
  readonly RecoveryPointArn: string | undefined;
}

/** Recovery points, as callers ask for them. They reach those of their own account and Region only. */
export class RecoveryPointOperations {
  readonly #world: World;
  readonly #keeper: RecoveryPointKeeper;

  constructor(world: World, keeper: RecoveryPointKeeper) {
    this.#world = world;
    this.#keeper = keeper;
  }

  async listByVault(
    caller: Caller,
    region: string,
    input: aws.ListRecoveryPointsByBackupVaultInput,
  ): Promise<aws.ListRecoveryPointsByBackupVaultOutput> {
    const name = required(input.BackupVaultName, "BackupVaultName");
    const target = namedVaultTarget(this.#world, caller, region, name);
    await enter(this.#world, caller, region, "backup:ListRecoveryPointsByBackupVault", target);
    refuseOtherAccount(caller, input.BackupVaultAccountId);
    const { vaults, recoveryPoints } = this.#world;
    const vault = vaults.named(caller.accountId, region, name);
    if (!vault) throw notFound(`Backup vault ${name} does not exist`);
    const found = recoveryPoints
      .inVault(vault.arn)
      .filter(
        (point) =>
          (input.ByResourceArn === undefined || point.resourceArn === input.ByResourceArn) &&
          (input.ByResourceType === undefined || typeOf(point) === input.ByResourceType) &&
          (input.ByCreatedBefore === undefined || point.createdAt < input.ByCreatedBefore.getTime()) &&
          (input.ByCreatedAfter === undefined || point.createdAt > input.ByCreatedAfter.getTime()),
      );
    const { items, rest } = page(found, input);
    return { RecoveryPoints: items.map((point) => this.#output(point)), ...rest };
  }

  async listByResource(
    caller: Caller,
    region: string,
    input: aws.ListRecoveryPointsByResourceInput,
  ): Promise<aws.ListRecoveryPointsByResourceOutput> {
    await enter(this.#world, caller, region, "backup:ListRecoveryPointsByResource", anything(caller));
    const found = this.#world.recoveryPoints
      .ofResource(required(input.ResourceArn, "ResourceArn"))
      .filter((point) => point.accountId === caller.accountId && point.region === region);
    const { items, rest } = page(found, input);
    return { RecoveryPoints: items.map(ofResource), ...rest };
  }

  async describe(
    caller: Caller,
    region: string,
    input: aws.DescribeRecoveryPointInput,
  ): Promise<aws.DescribeRecoveryPointOutput> {
    refuseOtherAccount(caller, input.BackupVaultAccountId);
    const { point } = await this.#find(caller, region, "backup:DescribeRecoveryPoint", input);
    return { ...this.#output(point), StorageClass: isCold(point, this.#world.clock.now()) ? "COLD" : "WARM" };
  }

  async restoreMetadata(
    caller: Caller,
    region: string,
    input: aws.GetRecoveryPointRestoreMetadataInput,
  ): Promise<aws.GetRecoveryPointRestoreMetadataOutput> {
    refuseOtherAccount(caller, input.BackupVaultAccountId);
    const { point } = await this.#find(caller, region, "backup:GetRecoveryPointRestoreMetadata", input);
    return {
      BackupVaultArn: point.vaultArn,
      RecoveryPointArn: point.arn,
      ResourceType: typeOf(point),
      RestoreMetadata: point.keyArn === null ? {} : { kmsKeyId: point.keyArn },
    };
  }

  async delete(caller: Caller, region: string, input: aws.DeleteRecoveryPointInput): Promise<void> {
    const { point, vault } = await this.#find(caller, region, "backup:DeleteRecoveryPoint", input);
    refuseWhileLocked(vault);
    this.#refuseWhileRead(point);
    // what holds it is found out only while it is deleted: docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
    if (this.#world.heldByOwner.has(point.arn)) this.#world.recoveryPoints.put({ ...point, status: "EXPIRED" });
    else this.#world.recoveryPoints.delete(point.arn);
  }

  async updateLifecycle(
    caller: Caller,
    region: string,
    input: aws.UpdateRecoveryPointLifecycleInput,
  ): Promise<aws.UpdateRecoveryPointLifecycleOutput> {
    const { point, vault } = await this.#find(caller, region, "backup:UpdateRecoveryPointLifecycle", input);
    refuseWhileLocked(vault);
    const lifecycle = lifecycleFrom(input.Lifecycle);
    const fault = lifecycleFault(lifecycle, point.isContinuous);
    if (fault !== null) throw invalid(fault);
    // docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRecoveryPointLifecycle.html
    const isMoved = isCold(point, this.#world.clock.now());
    if (isMoved && lifecycle.coldAfterDays !== point.lifecycle.coldAfterDays) {
      throw invalid("MoveToColdStorageAfterDays cannot be changed after the move to cold storage");
    }
    const changed = { ...point, lifecycle, expiresAt: expiryOf(point.createdAt, lifecycle) };
    this.#keeper.keep(changed);
    return {
      BackupVaultArn: changed.vaultArn,
      RecoveryPointArn: changed.arn,
      Lifecycle: lifecycleOutput(lifecycle),
      CalculatedLifecycle: calculatedOutput(coldFrom(changed), changed.expiresAt),
    };
  }

  /**
   * Hands a continuous backup back to the service that keeps it: AWS Backup has it no longer. That of a bucket, which AWS Backup
   * keeps itself, stops and stays; one that should be gone already stays as it is.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/API_DisassociateRecoveryPoint.html and deleting-backups.html
   */
  async disassociate(caller: Caller, region: string, input: aws.DisassociateRecoveryPointInput): Promise<void> {
    const { point, vault } = await this.#find(caller, region, "backup:DisassociateRecoveryPoint", input);
    refuseWhileLocked(vault);
    if (!point.isContinuous) throw refused("Only continuous backups can be disassociated");
    this.#refuseWhileRead(point);
    const { recoveryPoints } = this.#world;
    if (point.kind !== "S3") recoveryPoints.delete(point.arn);
    else if (point.status !== "EXPIRED") recoveryPoints.put({ ...point, status: "STOPPED" });
  }

  async disassociateFromParent(
    caller: Caller,
    region: string,
    input: aws.DisassociateRecoveryPointFromParentInput,
  ): Promise<void> {
    await this.#find(caller, region, "backup:DisassociateRecoveryPointFromParent", input);
    // no kind of the model has nested recovery points
    throw refused("The recovery point has no parent");
  }

  /** Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html */
  #refuseWhileRead({ arn }: RecoveryPoint): void {
    const number = this.#world.accessPoints.ofRecoveryPoint(arn).length;
    if (number > 0) throw refused(`Recovery point ${arn} has ${number} backup access points; delete them first`);
  }

  /** @throws AwsError when it is not in that vault of the caller's account */
  async #find(
    caller: Caller,
    region: string,
    action: string,
    { BackupVaultName, RecoveryPointArn }: Named,
  ): Promise<{ readonly point: RecoveryPoint; readonly vault: Vault }> {
    const name = required(BackupVaultName, "BackupVaultName");
    const arn = required(RecoveryPointArn, "RecoveryPointArn");
    const look = () => {
      const point = this.#world.recoveryPoints.get(arn);
      const vault = this.#world.vaults.named(caller.accountId, region, name);
      return vault && point?.vaultArn === vault.arn ? { point, vault } : null;
    };
    const before = look();
    const unknown: Target = { arn, accountId: caller.accountId, policy: null };
    const target = before ? recoveryPointTarget(before.point, before.vault) : unknown;
    await enter(this.#world, caller, region, action, target);
    const found = look();
    if (!found) throw notFound(`Recovery point ${arn} does not exist in ${name}`);
    return found;
  }

  #output(point: RecoveryPoint): aws.DescribeRecoveryPointOutput & aws.RecoveryPointByBackupVault {
    return {
      RecoveryPointArn: point.arn,
      BackupVaultName: point.vaultName,
      BackupVaultArn: point.vaultArn,
      ...(point.sourceRecoveryPointArn === null
        ? {}
        : { SourceBackupVaultArn: this.#world.recoveryPoints.get(point.sourceRecoveryPointArn)?.vaultArn }),
      ResourceArn: point.resourceArn,
      ResourceType: typeOf(point),
      IamRoleArn: point.roleArn,
      Status: point.status,
      CreationDate: new Date(point.createdAt),
      InitiationDate: new Date(point.startedAt),
      CompletionDate: new Date(point.completedAt),
      Lifecycle: lifecycleOutput(point.lifecycle),
      CalculatedLifecycle: calculatedOutput(coldFrom(point), point.expiresAt),
      ...(point.keyArn === null ? {} : { EncryptionKeyArn: point.keyArn }),
      IsEncrypted: point.keyArn !== null,
      ...(point.planName === null
        ? {}
        : { CreatedBy: { BackupPlanName: point.planName, BackupRuleName: point.ruleName ?? undefined } }),
      VaultType: "BACKUP_VAULT",
    };
  }
}

/** Less is told of each than in a vault's own list. */
const ofResource = (point: RecoveryPoint): aws.RecoveryPointByResource => ({
  RecoveryPointArn: point.arn,
  CreationDate: new Date(point.createdAt),
  Status: point.status,
  ...(point.keyArn === null ? {} : { EncryptionKeyArn: point.keyArn }),
  BackupVaultName: point.vaultName,
  VaultType: "BACKUP_VAULT",
});

const typeOf = ({ kind, isAdvanced }: RecoveryPoint) => featuresOf(kind, isAdvanced).optInType;

/**
 * In grace time too, and for the root user as well.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
function refuseWhileLocked({ name, lock }: Vault): void {
  if (lock !== null) throw refused(`Backup vault ${name} is locked: its recovery points cannot be deleted or changed`);
}
