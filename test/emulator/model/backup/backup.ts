import type * as aws from "@aws-sdk/client-backup";
import { Access, type Caller, type Judge, type Principals, type Verdict } from "../access.ts";
import { type Clock, dayMs } from "../clock.ts";
import type { Iam } from "../iam.ts";
import type { Kms } from "../kms.ts";
import type { Resources } from "../resources.ts";
import { unlimited } from "../unlimited.ts";
import type * as messages from "./access-point-messages.ts";
import { AccessPointOperations } from "./access-point-operations.ts";
import { AccessPoints } from "./access-points.ts";
import { BackupJobs } from "./backup-jobs.ts";
import { CopyJobs } from "./copy-jobs.ts";
import { JobOperations } from "./job-operations.ts";
import type { BackupJob, CopyJob, RestoreJob } from "./jobs.ts";
import type { OrganizationFacts } from "./organization-facts.ts";
import { type Pace, usualPace } from "./pace.ts";
import { PlanOperations } from "./plan-operations.ts";
import { PlanRunner } from "./plan-runner.ts";
import { Random } from "./random.ts";
import type { RecoveryPoint } from "./recovery-point.ts";
import { RecoveryPointKeeper } from "./recovery-point-keeper.ts";
import { RecoveryPointOperations } from "./recovery-point-operations.ts";
import { RecoveryPoints } from "./recovery-points.ts";
import { ResourceUse } from "./resource-use.ts";
import { RestoreJobs } from "./restore-jobs.ts";
import { RunTimePermissions } from "./run-time-permissions.ts";
import { Settings } from "./settings.ts";
import { SettingsOperations } from "./settings-operations.ts";
import { TagOperations } from "./tag-operations.ts";
import { Timeline } from "./timeline.ts";
import type { TrailEvent } from "./trail-event.ts";
import type { Vault } from "./vault.ts";
import { VaultOperations } from "./vault-operations.ts";
import { Vaults } from "./vaults.ts";
import { isKeyUsable, outageOf, type World } from "./world.ts";

export interface BackupProps {
  readonly clock: Clock;
  readonly iam: Iam;
  readonly kms: Kms;
  readonly organizations: OrganizationFacts;
  readonly principals: Principals;
  readonly judge: Judge;
  readonly resources: Resources;
  readonly seed: number;
  /** @default jobs take some minutes, and start anywhere in their window */
  readonly pace?: Pace;
  /**
   * What runs in an account whose effective policy is invalid.
   *
   * @default nothing, the reading of AWS's pages that promises less
   */
  readonly invalidPolicies?: World["invalidPolicies"];
}

/** AWS Backup in every account and Region. */
export class Backup {
  readonly #world: World;
  readonly #permissions: RunTimePermissions;
  readonly #backupJobs: BackupJobs;
  readonly #copyJobs: CopyJobs;
  readonly #restoreJobs: RestoreJobs;
  readonly #runner: PlanRunner;
  readonly #vaults: VaultOperations;
  readonly #tags: TagOperations;
  readonly #settings: SettingsOperations;
  readonly #points: RecoveryPointOperations;
  readonly #accessPoints: AccessPointOperations;
  readonly #jobOperations: JobOperations;
  readonly #plans: PlanOperations;

  constructor({
    clock,
    iam,
    kms,
    organizations,
    principals,
    judge,
    resources,
    seed,
    pace,
    invalidPolicies,
  }: BackupProps) {
    const world: World = {
      clock,
      iam,
      kms,
      organizations,
      resources,
      access: new Access(principals, judge, clock),
      serviceAccess: new Access(unlimited(principals, "AWS Backup"), judge, clock),
      random: new Random(seed),
      pace: pace ?? usualPace,
      timeline: new Timeline(),
      vaults: new Vaults(),
      recoveryPoints: new RecoveryPoints(),
      accessPoints: new AccessPoints(),
      settings: new Settings(),
      resourceUse: new ResourceUse(),
      lostRegions: new Set(),
      heldByOwner: new Set(),
      events: [],
      invalidPolicies: invalidPolicies ?? "nothing",
    };
    const keeper = new RecoveryPointKeeper(world);
    this.#world = world;
    this.#permissions = new RunTimePermissions(world);
    this.#copyJobs = new CopyJobs(world, this.#permissions, keeper);
    this.#backupJobs = new BackupJobs(world, this.#permissions, keeper, this.#copyJobs);
    this.#restoreJobs = new RestoreJobs(world, this.#permissions);
    this.#runner = new PlanRunner(world, this.#permissions, this.#backupJobs);
    this.#vaults = new VaultOperations(world);
    this.#tags = new TagOperations(world);
    this.#settings = new SettingsOperations(world);
    this.#points = new RecoveryPointOperations(world, keeper);
    this.#accessPoints = new AccessPointOperations(world, keeper);
    this.#jobOperations = new JobOperations(world, this.#backupJobs, this.#copyJobs, this.#restoreJobs);
    this.#plans = new PlanOperations(world, this.#runner);
  }

  createBackupVault(
    caller: Caller,
    region: string,
    input: aws.CreateBackupVaultInput,
  ): Promise<aws.CreateBackupVaultOutput> {
    return this.#vaults.create(caller, region, input);
  }
  describeBackupVault(
    caller: Caller,
    region: string,
    input: aws.DescribeBackupVaultInput,
  ): Promise<aws.DescribeBackupVaultOutput> {
    return this.#vaults.describe(caller, region, input);
  }
  listBackupVaults(
    caller: Caller,
    region: string,
    input: aws.ListBackupVaultsInput,
  ): Promise<aws.ListBackupVaultsOutput> {
    return this.#vaults.list(caller, region, input);
  }
  deleteBackupVault(caller: Caller, region: string, input: aws.DeleteBackupVaultInput): Promise<void> {
    return this.#vaults.delete(caller, region, input);
  }
  putBackupVaultAccessPolicy(
    caller: Caller,
    region: string,
    input: aws.PutBackupVaultAccessPolicyInput,
  ): Promise<void> {
    return this.#vaults.putPolicy(caller, region, input);
  }
  getBackupVaultAccessPolicy(
    caller: Caller,
    region: string,
    input: aws.GetBackupVaultAccessPolicyInput,
  ): Promise<aws.GetBackupVaultAccessPolicyOutput> {
    return this.#vaults.getPolicy(caller, region, input);
  }
  deleteBackupVaultAccessPolicy(
    caller: Caller,
    region: string,
    input: aws.DeleteBackupVaultAccessPolicyInput,
  ): Promise<void> {
    return this.#vaults.deletePolicy(caller, region, input);
  }
  putBackupVaultLockConfiguration(
    caller: Caller,
    region: string,
    input: aws.PutBackupVaultLockConfigurationInput,
  ): Promise<void> {
    return this.#vaults.putLock(caller, region, input);
  }
  deleteBackupVaultLockConfiguration(
    caller: Caller,
    region: string,
    input: aws.DeleteBackupVaultLockConfigurationInput,
  ): Promise<void> {
    return this.#vaults.deleteLock(caller, region, input);
  }

  listTags(caller: Caller, region: string, input: aws.ListTagsInput): Promise<aws.ListTagsOutput> {
    return this.#tags.list(caller, region, input);
  }
  tagResource(caller: Caller, region: string, input: aws.TagResourceInput): Promise<void> {
    return this.#tags.tag(caller, region, input);
  }
  untagResource(caller: Caller, region: string, input: aws.UntagResourceInput): Promise<void> {
    return this.#tags.untag(caller, region, input);
  }

  describeRegionSettings(
    caller: Caller,
    region: string,
    _input: aws.DescribeRegionSettingsInput = {},
  ): Promise<aws.DescribeRegionSettingsOutput> {
    return this.#settings.describeRegion(caller, region);
  }
  updateRegionSettings(caller: Caller, region: string, input: aws.UpdateRegionSettingsInput): Promise<void> {
    return this.#settings.updateRegion(caller, region, input);
  }
  describeGlobalSettings(
    caller: Caller,
    region: string,
    _input: aws.DescribeGlobalSettingsInput = {},
  ): Promise<aws.DescribeGlobalSettingsOutput> {
    return this.#settings.describeGlobal(caller, region);
  }
  updateGlobalSettings(caller: Caller, region: string, input: aws.UpdateGlobalSettingsInput): Promise<void> {
    return this.#settings.updateGlobal(caller, region, input);
  }

  listRecoveryPointsByBackupVault(
    caller: Caller,
    region: string,
    input: aws.ListRecoveryPointsByBackupVaultInput,
  ): Promise<aws.ListRecoveryPointsByBackupVaultOutput> {
    return this.#points.listByVault(caller, region, input);
  }
  listRecoveryPointsByResource(
    caller: Caller,
    region: string,
    input: aws.ListRecoveryPointsByResourceInput,
  ): Promise<aws.ListRecoveryPointsByResourceOutput> {
    return this.#points.listByResource(caller, region, input);
  }
  describeRecoveryPoint(
    caller: Caller,
    region: string,
    input: aws.DescribeRecoveryPointInput,
  ): Promise<aws.DescribeRecoveryPointOutput> {
    return this.#points.describe(caller, region, input);
  }
  getRecoveryPointRestoreMetadata(
    caller: Caller,
    region: string,
    input: aws.GetRecoveryPointRestoreMetadataInput,
  ): Promise<aws.GetRecoveryPointRestoreMetadataOutput> {
    return this.#points.restoreMetadata(caller, region, input);
  }
  deleteRecoveryPoint(caller: Caller, region: string, input: aws.DeleteRecoveryPointInput): Promise<void> {
    return this.#points.delete(caller, region, input);
  }
  updateRecoveryPointLifecycle(
    caller: Caller,
    region: string,
    input: aws.UpdateRecoveryPointLifecycleInput,
  ): Promise<aws.UpdateRecoveryPointLifecycleOutput> {
    return this.#points.updateLifecycle(caller, region, input);
  }
  disassociateRecoveryPoint(caller: Caller, region: string, input: aws.DisassociateRecoveryPointInput): Promise<void> {
    return this.#points.disassociate(caller, region, input);
  }
  disassociateRecoveryPointFromParent(
    caller: Caller,
    region: string,
    input: aws.DisassociateRecoveryPointFromParentInput,
  ): Promise<void> {
    return this.#points.disassociateFromParent(caller, region, input);
  }

  createBackupAccessPoint(
    caller: Caller,
    region: string,
    input: messages.CreateBackupAccessPointInput,
  ): Promise<messages.CreateBackupAccessPointOutput> {
    return this.#accessPoints.create(caller, region, input);
  }
  describeBackupAccessPoint(
    caller: Caller,
    region: string,
    input: messages.NamedAccessPoint,
  ): Promise<messages.BackupAccessPoint> {
    return this.#accessPoints.describe(caller, region, input);
  }
  deleteBackupAccessPoint(caller: Caller, region: string, input: messages.NamedAccessPoint): Promise<void> {
    return this.#accessPoints.delete(caller, region, input);
  }
  listBackupAccessPoints(
    caller: Caller,
    region: string,
    input: messages.ListBackupAccessPointsInput = {},
  ): Promise<messages.ListBackupAccessPointsOutput> {
    return this.#accessPoints.list(caller, region, input);
  }
  listBackupAccessPointsByRecoveryPoint(
    caller: Caller,
    region: string,
    input: messages.ListBackupAccessPointsByRecoveryPointInput,
  ): Promise<messages.ListBackupAccessPointsOutput> {
    return this.#accessPoints.listByRecoveryPoint(caller, region, input);
  }
  listBackupAccessPointsByResource(
    caller: Caller,
    region: string,
    input: messages.ListBackupAccessPointsByResourceInput,
  ): Promise<messages.ListBackupAccessPointsOutput> {
    return this.#accessPoints.listByResource(caller, region, input);
  }

  startBackupJob(caller: Caller, region: string, input: aws.StartBackupJobInput): Promise<aws.StartBackupJobOutput> {
    return this.#jobOperations.startBackup(caller, region, input);
  }
  describeBackupJob(
    caller: Caller,
    region: string,
    input: aws.DescribeBackupJobInput,
  ): Promise<aws.DescribeBackupJobOutput> {
    return this.#jobOperations.describeBackup(caller, region, input);
  }
  listBackupJobs(caller: Caller, region: string, input: aws.ListBackupJobsInput): Promise<aws.ListBackupJobsOutput> {
    return this.#jobOperations.listBackups(caller, region, input);
  }
  stopBackupJob(caller: Caller, region: string, input: aws.StopBackupJobInput): Promise<void> {
    return this.#jobOperations.stopBackup(caller, region, input);
  }
  startCopyJob(caller: Caller, region: string, input: aws.StartCopyJobInput): Promise<aws.StartCopyJobOutput> {
    return this.#jobOperations.startCopy(caller, region, input);
  }
  describeCopyJob(caller: Caller, region: string, input: aws.DescribeCopyJobInput): Promise<aws.DescribeCopyJobOutput> {
    return this.#jobOperations.describeCopy(caller, region, input);
  }
  listCopyJobs(caller: Caller, region: string, input: aws.ListCopyJobsInput): Promise<aws.ListCopyJobsOutput> {
    return this.#jobOperations.listCopies(caller, region, input);
  }
  startRestoreJob(caller: Caller, region: string, input: aws.StartRestoreJobInput): Promise<aws.StartRestoreJobOutput> {
    return this.#jobOperations.startRestore(caller, region, input);
  }
  describeRestoreJob(
    caller: Caller,
    region: string,
    input: aws.DescribeRestoreJobInput,
  ): Promise<aws.DescribeRestoreJobOutput> {
    return this.#jobOperations.describeRestore(caller, region, input);
  }
  listRestoreJobs(caller: Caller, region: string, input: aws.ListRestoreJobsInput): Promise<aws.ListRestoreJobsOutput> {
    return this.#jobOperations.listRestores(caller, region, input);
  }

  listBackupPlans(caller: Caller, region: string, input: aws.ListBackupPlansInput): Promise<aws.ListBackupPlansOutput> {
    return this.#plans.list(caller, region, input);
  }
  getBackupPlan(caller: Caller, region: string, input: aws.GetBackupPlanInput): Promise<aws.GetBackupPlanOutput> {
    return this.#plans.get(caller, region, input);
  }
  listBackupSelections(
    caller: Caller,
    region: string,
    input: aws.ListBackupSelectionsInput,
  ): Promise<aws.ListBackupSelectionsOutput> {
    return this.#plans.listSelections(caller, region, input);
  }
  getBackupSelection(
    caller: Caller,
    region: string,
    input: aws.GetBackupSelectionInput,
  ): Promise<aws.GetBackupSelectionOutput> {
    return this.#plans.getSelection(caller, region, input);
  }

  vaults(): readonly Vault[] {
    return this.#world.vaults.all();
  }

  recoveryPoints(): readonly RecoveryPoint[] {
    return this.#world.recoveryPoints.all();
  }

  /** Every job there ever was. */
  jobs(): {
    readonly backup: readonly BackupJob[];
    readonly copy: readonly CopyJob[];
    readonly restore: readonly RestoreJob[];
  } {
    return { backup: this.#backupJobs.all(), copy: this.#copyJobs.all(), restore: this.#restoreJobs.all() };
  }

  /** An owner locks the snapshot of a recovery point, or makes an image of it, or lets it go again. */
  hold(recoveryPointArn: string, isHeld: boolean): void {
    if (isHeld) this.#world.heldByOwner.add(recoveryPointArn);
    else this.#world.heldByOwner.delete(recoveryPointArn);
  }

  /** What AWS Backup and Organizations do by themselves and say in CloudTrail alone, the oldest first. */
  events(): readonly TrailEvent[] {
    return this.#world.events;
  }

  /** Why AWS runs no plan of the organization in an account; empty: it runs those that reach it. */
  policyFaults(accountId: string): readonly string[] {
    return this.#runner.plansOf(accountId).faults;
  }

  /** Whether its data can be had back at a moment. Whether that data is any good is another question. */
  restorable(point: RecoveryPoint, now: number): { readonly ok: true } | { readonly ok: false; readonly why: string } {
    const { recoveryPoints } = this.#world;
    const outage = outageOf(this.#world, point.accountId, point.region);
    if (outage !== null) return { ok: false, why: outage };
    if (!recoveryPoints.get(point.arn)) return { ok: false, why: "it is deleted" };
    if (point.keyArn !== null && !isKeyUsable(this.#world, point.keyArn, now)) {
      return { ok: false, why: `the key ${point.keyArn} cannot be used` };
    }
    return { ok: true };
  }

  /** Whether somebody reads the objects of a recovery point through an access point of it, without a restore. */
  readableThrough(caller: Caller, accessPointArn: string): Promise<Verdict> {
    return this.#accessPoints.readable(caller, accessPointArn);
  }

  /**
   * Lets time pass. Policies are read day by day, as they are at its beginning: nobody changes them while it runs.
   *
   * @param to milliseconds since 1970
   */
  async runUntil(to: number): Promise<void> {
    const { clock, organizations } = this.#world;
    if (to < clock.now()) {
      throw new Error(`got ${new Date(to).toISOString()}, which is before ${clock.date().toISOString()}`);
    }
    this.#permissions.forget();
    while (clock.now() < to) {
      const now = clock.now();
      const midnight = (Math.floor(now / dayMs) + 1) * dayMs;
      const closure = organizations.nextClosureAt() ?? Number.POSITIVE_INFINITY;
      const until = Math.min(to, midnight, Math.max(now, closure));
      this.#runner.planRuns(now, until);
      await this.#happen(until);
      clock.moveTo(until);
      if (closure <= until) await this.#close();
    }
    await this.#happen(to);
  }

  /** Nothing in the Region can be read or run any more, for ever. */
  loseRegion(region: string): void {
    this.#world.lostRegions.add(region);
  }

  async #happen(until: number): Promise<void> {
    const { timeline, clock } = this.#world;
    for (let next = timeline.takeUntil(until); next !== null; next = timeline.takeUntil(until)) {
      clock.moveTo(Math.max(clock.now(), next.at));
      await next.happen();
    }
  }

  /**
   * Ninety days after its closure, everything in an account is deleted, in locked vaults too.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
   */
  async #close(): Promise<void> {
    const { organizations, vaults, recoveryPoints, accessPoints, resources } = this.#world;
    await organizations.closeDue();
    const isClosed = ({ accountId }: { readonly accountId: string }) => organizations.stateOf(accountId) === "CLOSED";
    for (const point of recoveryPoints.all()) {
      if (!isClosed(point)) continue;
      for (const { arn } of accessPoints.ofRecoveryPoint(point.arn)) accessPoints.delete(arn);
      recoveryPoints.delete(point.arn);
    }
    for (const vault of vaults.all()) if (isClosed(vault)) vaults.delete(vault.arn);
    resources.deleteAll(isClosed);
  }
}
