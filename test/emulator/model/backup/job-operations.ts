import type * as aws from "@aws-sdk/client-backup";
import type { Caller, Target } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import { hourMs } from "../clock.ts";
import type { BackupJobs } from "./backup-jobs.ts";
import type { CopyJobs } from "./copy-jobs.ts";
import { anything, enter, invalid, namedVault, namedVaultTarget, notFound, refused, required } from "./gate.ts";
import { backupJobOutput, copyJobOutput, restoreJobOutput } from "./job-outputs.ts";
import { lifecycleFault, lifecycleFrom } from "./lifecycle.ts";
import { page } from "./page.ts";
import { featuresOf, type RecoveryPoint, recoveryPointTarget } from "./recovery-point.ts";
import type { RestoreJobs } from "./restore-jobs.ts";
import type { World } from "./world.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
const usualStartWindowMinutes = 480;
const usualCompletionWindowMinutes = 10_080;
const leastStartWindowMinutes = 60;

// docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html
const unstoppable = ["Aurora", "DocumentDB", "Neptune", "RDS instance", "RDS Multi-AZ cluster", "SAP HANA on EC2"];

// docs.aws.amazon.com/aws-backup/latest/devguide/service-opt-in.html: others are backed up when a caller names them
const needsOptInAlways = ["Aurora", "DocumentDB", "Neptune"];

const backupService = "backup.amazonaws.com";

interface Placed {
  readonly accountId: string;
  readonly region: string;
}

/** Jobs, as callers start, stop and look at them. */
export class JobOperations {
  readonly #world: World;
  readonly #backups: BackupJobs;
  readonly #copies: CopyJobs;
  readonly #restores: RestoreJobs;
  /** What was asked for before with the same token is not done twice. */
  readonly #byToken = new Map<string, string>();

  constructor(world: World, backups: BackupJobs, copies: CopyJobs, restores: RestoreJobs) {
    this.#world = world;
    this.#backups = backups;
    this.#copies = copies;
    this.#restores = restores;
  }

  async startBackup(caller: Caller, region: string, input: aws.StartBackupJobInput): Promise<aws.StartBackupJobOutput> {
    const { resources, settings } = this.#world;
    const { accountId } = caller;
    const vaultName = required(input.BackupVaultName, "BackupVaultName");
    const roleArn = required(input.IamRoleArn, "IamRoleArn");
    const target = namedVaultTarget(this.#world, caller, region, vaultName);
    await enter(this.#world, caller, region, "backup:StartBackupJob", target);
    await this.#requirePass(caller, roleArn);
    const known = this.#backups.get(this.#byToken.get(tokenOf(caller, region, input)) ?? "");
    if (known) return { BackupJobId: known.id, CreationDate: new Date(known.createdAt) };

    namedVault(this.#world, caller, region, vaultName);
    const resource = resources.get(required(input.ResourceArn, "ResourceArn"));
    if (!resource || resource.deletedAt !== null || resource.accountId !== accountId || resource.region !== region) {
      throw invalid(`Resource ${input.ResourceArn} does not exist in ${accountId}, ${region}`);
    }
    const { optInType } = featuresOf(resource.kind, true);
    if (needsOptInAlways.includes(resource.kind) && !settings.isOptedIn(accountId, region, optInType)) {
      throw refused(`The account has not opted in to ${optInType}`);
    }
    const startWindowMinutes = input.StartWindowMinutes ?? usualStartWindowMinutes;
    if (startWindowMinutes < leastStartWindowMinutes) {
      throw invalid(`StartWindowMinutes must be at least ${leastStartWindowMinutes}`);
    }
    const lifecycle = lifecycleFrom(input.Lifecycle);
    const fault = lifecycleFault(lifecycle, false);
    if (fault !== null) throw invalid(fault);
    const job = this.#backups.create({
      accountId,
      region,
      resource,
      vaultName,
      roleArn,
      planId: null,
      planName: null,
      ruleName: null,
      lifecycle,
      isContinuous: false,
      copies: [],
      startWindowMinutes,
      completionWindowMinutes: input.CompleteWindowMinutes ?? usualCompletionWindowMinutes,
      startsAtOnce: true,
    });
    if (input.IdempotencyToken !== undefined) this.#byToken.set(tokenOf(caller, region, input), job.id);
    return { BackupJobId: job.id, CreationDate: new Date(job.createdAt) };
  }

  async stopBackup(caller: Caller, region: string, input: aws.StopBackupJobInput): Promise<void> {
    await enter(this.#world, caller, region, "backup:StopBackupJob", anything(caller));
    const id = required(input.BackupJobId, "BackupJobId");
    const job = here(this.#backups.get(id), caller, region);
    if (!job) throw notFound(`Backup job ${id} does not exist`);
    if (unstoppable.includes(job.kind) || job.kind.startsWith("FSx"))
      throw refused(`Backups of ${job.kind} cannot be stopped`);
    if (!this.#backups.stop(id)) throw refused(`Backup job ${id} is ${job.state} and cannot be stopped`);
  }

  async startCopy(caller: Caller, region: string, input: aws.StartCopyJobInput): Promise<aws.StartCopyJobOutput> {
    const roleArn = required(input.IamRoleArn, "IamRoleArn");
    const destinationVaultArn = required(input.DestinationBackupVaultArn, "DestinationBackupVaultArn");
    const arn = required(input.RecoveryPointArn, "RecoveryPointArn");
    const vaultName = required(input.SourceBackupVaultName, "SourceBackupVaultName");
    await enter(this.#world, caller, region, "backup:StartCopyJob", this.#pointTarget(caller, arn));
    await this.#requirePass(caller, roleArn);
    const known = this.#copies.get(this.#byToken.get(tokenOf(caller, region, input)) ?? "");
    if (known) return { CopyJobId: known.id, CreationDate: new Date(known.createdAt) };

    const source = this.#point(caller, region, arn);
    if (source.vaultName !== vaultName) throw notFound(`Recovery point ${arn} is not in ${vaultName}`);
    if (source.isContinuous) throw refused("Continuous backups cannot be copied on demand");
    if (!/^arn:[^:]+:backup:[^:]+:\d{12}:backup-vault:[\w-]+$/.test(destinationVaultArn)) {
      throw invalid(`Invalid backup vault ARN: ${destinationVaultArn}`);
    }
    // here -1 means what the source has
    const inherits = input.Lifecycle === undefined || input.Lifecycle.DeleteAfterDays === -1;
    const lifecycle = inherits ? source.lifecycle : lifecycleFrom(input.Lifecycle);
    const fault = lifecycleFault(lifecycle, false);
    if (fault !== null) throw invalid(fault);
    const job = this.#copies.create({
      source,
      destinationVaultArn,
      lifecycle,
      roleArn,
      planId: null,
      planName: null,
      ruleName: null,
      backupJobId: null,
    });
    if (input.IdempotencyToken !== undefined) this.#byToken.set(tokenOf(caller, region, input), job.id);
    return { CopyJobId: job.id, CreationDate: new Date(job.createdAt) };
  }

  async startRestore(
    caller: Caller,
    region: string,
    input: aws.StartRestoreJobInput,
  ): Promise<aws.StartRestoreJobOutput> {
    const arn = required(input.RecoveryPointArn, "RecoveryPointArn");
    const roleArn = required(input.IamRoleArn, "IamRoleArn");
    await enter(this.#world, caller, region, "backup:StartRestoreJob", this.#pointTarget(caller, arn));
    await this.#requirePass(caller, roleArn);
    const known = this.#restores.get(this.#byToken.get(tokenOf(caller, region, input)) ?? "");
    if (known) return { RestoreJobId: known.id };

    const point = this.#point(caller, region, arn);
    const metadata = { ...input.Metadata };
    const tags = input.CopySourceTagsToRestoredResource
      ? (this.#world.resources.get(point.resourceArn)?.tags ?? {})
      : {};
    const contentAt = this.#moment(point, metadata["restoreTime"]);
    const job = this.#restores.create({ point, roleArn, metadata, contentAt, tags });
    if (input.IdempotencyToken !== undefined) this.#byToken.set(tokenOf(caller, region, input), job.id);
    return { RestoreJobId: job.id };
  }

  async describeBackup(
    caller: Caller,
    region: string,
    input: aws.DescribeBackupJobInput,
  ): Promise<aws.DescribeBackupJobOutput> {
    await enter(this.#world, caller, region, "backup:DescribeBackupJob", anything(caller));
    const job = here(this.#backups.get(required(input.BackupJobId, "BackupJobId")), caller, region);
    if (!job) throw notFound(`Backup job ${input.BackupJobId} does not exist`);
    return backupJobOutput(job);
  }

  async describeCopy(
    caller: Caller,
    region: string,
    input: aws.DescribeCopyJobInput,
  ): Promise<aws.DescribeCopyJobOutput> {
    await enter(this.#world, caller, region, "backup:DescribeCopyJob", anything(caller));
    const job = here(this.#copies.get(required(input.CopyJobId, "CopyJobId")), caller, region);
    if (!job) throw notFound(`Copy job ${input.CopyJobId} does not exist`);
    return { CopyJob: copyJobOutput(job) };
  }

  async describeRestore(
    caller: Caller,
    region: string,
    input: aws.DescribeRestoreJobInput,
  ): Promise<aws.DescribeRestoreJobOutput> {
    await enter(this.#world, caller, region, "backup:DescribeRestoreJob", anything(caller));
    const job = here(this.#restores.get(required(input.RestoreJobId, "RestoreJobId")), caller, region);
    if (!job) throw notFound(`Restore job ${input.RestoreJobId} does not exist`);
    return restoreJobOutput(job);
  }

  async listBackups(caller: Caller, region: string, input: aws.ListBackupJobsInput): Promise<aws.ListBackupJobsOutput> {
    await enter(this.#world, caller, region, "backup:ListBackupJobs", anything(caller));
    const found = this.#backups
      .all()
      .filter(
        (job) =>
          this.#isSeen(job, caller, region, input.ByAccountId) &&
          isOrAny(input.ByState, job.state) &&
          isOrAny(input.ByResourceArn, job.resourceArn) &&
          isOrAny(input.ByBackupVaultName, job.vaultName) &&
          isCreatedWithin(input, job.createdAt),
      );
    const { items, rest } = page(found, input);
    return { BackupJobs: items.map(backupJobOutput), ...rest };
  }

  async listCopies(caller: Caller, region: string, input: aws.ListCopyJobsInput): Promise<aws.ListCopyJobsOutput> {
    await enter(this.#world, caller, region, "backup:ListCopyJobs", anything(caller));
    const found = this.#copies
      .all()
      .filter(
        (job) =>
          this.#isSeen(job, caller, region, input.ByAccountId) &&
          isOrAny(input.ByState, job.state) &&
          isOrAny(input.ByResourceArn, job.resourceArn) &&
          isOrAny(input.ByDestinationVaultArn, job.destinationVaultArn) &&
          isCreatedWithin(input, job.createdAt),
      );
    const { items, rest } = page(found, input);
    return { CopyJobs: items.map(copyJobOutput), ...rest };
  }

  async listRestores(
    caller: Caller,
    region: string,
    input: aws.ListRestoreJobsInput,
  ): Promise<aws.ListRestoreJobsOutput> {
    await enter(this.#world, caller, region, "backup:ListRestoreJobs", anything(caller));
    const found = this.#restores
      .all()
      .filter(
        (job) =>
          this.#isSeen(job, caller, region, input.ByAccountId) &&
          isOrAny(input.ByStatus, job.state) &&
          isCreatedWithin(input, job.createdAt),
      );
    const { items, rest } = page(found, input);
    return { RestoreJobs: items.map(restoreJobOutput), ...rest };
  }

  /**
   * The management account and the delegated administrators of AWS Backup see the jobs of one member, or of all.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
   */
  #isSeen(job: Placed, caller: Caller, region: string, accountId = caller.accountId): boolean {
    const { organizations } = this.#world;
    const oversees =
      organizations.isDelegatedAdministrator(caller.accountId, backupService) ||
      (caller.accountId === organizations.managementAccountId && organizations.trustsService(backupService));
    if (!oversees) return here(job, caller, region) !== null;
    const isNamed = accountId === "*" ? organizations.isMember(job.accountId) : job.accountId === accountId;
    return isNamed && job.region === region;
  }

  /**
   * Whoever hands a role to AWS Backup needs leave to do so, and it must be one of the same account.
   * Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
   */
  async #requirePass(caller: Caller, roleArn: string): Promise<void> {
    const accountId = roleArn.split(":")[4] ?? "";
    if (accountId !== caller.accountId) {
      throw new AwsError("AccessDeniedException", "Cross-account pass role is not allowed.", 403);
    }
    const target: Target = { arn: roleArn, accountId, policy: null };
    await this.#world.access.require(caller, "iam:PassRole", target, { "iam:PassedToService": "backup.amazonaws.com" });
  }

  #pointTarget({ accountId }: Caller, arn: string): Target {
    const point = this.#world.recoveryPoints.get(arn);
    const vault = this.#world.vaults.get(point?.vaultArn ?? "");
    if (!point || !vault || point.accountId !== accountId) return { arn, accountId, policy: null };
    return recoveryPointTarget(point, vault);
  }

  #point({ accountId }: Caller, region: string, arn: string): RecoveryPoint {
    const point = this.#world.recoveryPoints.get(arn);
    if (point?.accountId !== accountId || point.region !== region)
      throw notFound(`Recovery point ${arn} does not exist`);
    return point;
  }

  /** A continuous backup comes back as it was at any moment that it holds; without one asked for, at the latest. */
  #moment(point: RecoveryPoint, restoreTime: string | undefined): number {
    if (!point.isContinuous) return point.contentAt;
    const { clock, resources } = this.#world;
    const deletedAt = resources.get(point.resourceArn)?.deletedAt ?? Number.POSITIVE_INFINITY;
    // docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html: up to minutes ago
    const latest = Math.max(point.contentAt, Math.min(deletedAt, clock.now() - latencyMs(point)));
    if (restoreTime === undefined) return latest;
    const moment = Date.parse(restoreTime);
    if (!(moment >= point.contentFrom && moment <= latest)) {
      throw invalid(`restoreTime must be from ${text(point.contentFrom)} to ${text(latest)}, got ${restoreTime}`);
    }
    return moment;
  }
}

const latencyMs = ({ kind }: RecoveryPoint) => (kind === "S3" ? hourMs / 4 : hourMs / 12);
const text = (time: number) => new Date(time).toISOString();
const tokenOf = (
  { accountId }: Caller,
  region: string,
  { IdempotencyToken }: { readonly IdempotencyToken?: string | undefined },
) => `${accountId} ${region} ${IdempotencyToken}`;
const isOrAny = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;

function isCreatedWithin(
  { ByCreatedAfter, ByCreatedBefore }: { ByCreatedAfter?: Date | undefined; ByCreatedBefore?: Date | undefined },
  createdAt: number,
): boolean {
  const isAfter = ByCreatedAfter === undefined || createdAt > ByCreatedAfter.getTime();
  return isAfter && (ByCreatedBefore === undefined || createdAt < ByCreatedBefore.getTime());
}

function here<T extends Placed>(job: T | undefined, { accountId }: Caller, region: string): T | null {
  return job?.accountId === accountId && job.region === region ? job : null;
}
