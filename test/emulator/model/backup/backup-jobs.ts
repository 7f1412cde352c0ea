import { dayMs, minuteMs } from "../clock.ts";
import type { ProtectedResource } from "../resources.ts";
import type { CopyJobs } from "./copy-jobs.ts";
import { heardUntil } from "./heard-until.ts";
import type { BackupJob } from "./jobs.ts";
import { expiryOf } from "./lifecycle.ts";
import { featuresOf, isSpoilt, type RecoveryPoint } from "./recovery-point.ts";
import type { RecoveryPointKeeper } from "./recovery-point-keeper.ts";
import { freeMoment, nextMaintenance } from "./refused-times.ts";
import type { RunTimePermissions } from "./run-time-permissions.ts";
import { ensureServiceLinkedRole } from "./service-linked-role.ts";
import { type Vault, vaultArn } from "./vault.ts";
import { refusedByLock } from "./vault-lock.ts";
import { isKeyUsable, outageOf, type World } from "./world.ts";

export type NewBackup = Pick<
  BackupJob,
  | "accountId"
  | "region"
  | "vaultName"
  | "roleArn"
  | "planId"
  | "planName"
  | "ruleName"
  | "lifecycle"
  | "isContinuous"
  | "copies"
  | "completionWindowMinutes"
> & {
  readonly resource: ProtectedResource;
  readonly startWindowMinutes: number;
  /** A caller's job begins at once, a plan's anywhere in its start window. */
  readonly startsAtOnce: boolean;
};

// docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html: "Concurrent Timestream backup jobs per account"
const mostOfTimestream = 4;
// docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
const tooClose =
  "Backup job could not start because it is either inside or too close to a window of the resource's own";
// docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html: about that often within the start window
const retriedEveryMs = 10 * minuteMs;

/** Backups, made by rules and by hand. */
export class BackupJobs {
  readonly #world: World;
  readonly #permissions: RunTimePermissions;
  readonly #keeper: RecoveryPointKeeper;
  readonly #copies: CopyJobs;
  readonly #jobs = new Map<string, BackupJob>();
  /** When an instance without backups of its own begins to have some. */
  readonly #enabledAt = new Map<string, number>();
  readonly #running = new Map<string, number>();

  constructor(world: World, permissions: RunTimePermissions, keeper: RecoveryPointKeeper, copies: CopyJobs) {
    this.#world = world;
    this.#permissions = permissions;
    this.#keeper = keeper;
    this.#copies = copies;
  }

  get(id: string): BackupJob | undefined {
    return this.#jobs.get(id);
  }

  all(): readonly BackupJob[] {
    return [...this.#jobs.values()];
  }

  create(backup: NewBackup): BackupJob {
    const { clock, random, pace, timeline } = this.#world;
    const { accountId, region, vaultName, resource, startWindowMinutes } = backup;
    const createdAt = clock.now();
    const job: BackupJob = {
      id: random.uuid(),
      accountId,
      region,
      vaultName,
      vaultArn: vaultArn(accountId, region, vaultName),
      resourceArn: resource.arn,
      kind: resource.kind,
      roleArn: backup.roleArn,
      planId: backup.planId,
      planName: backup.planName,
      ruleName: backup.ruleName,
      lifecycle: backup.lifecycle,
      isContinuous: backup.isContinuous,
      copies: backup.copies,
      completionWindowMinutes: backup.completionWindowMinutes,
      createdAt,
      startBy: createdAt + startWindowMinutes * minuteMs,
      startedAt: null,
      completedAt: null,
      state: "CREATED",
      statusMessage: null,
      refusedBecause: null,
      recoveryPointArn: null,
    };
    this.#jobs.set(job.id, job);
    const delay = backup.startsAtOnce ? 0 : pace.startsAfter(random, startWindowMinutes) * minuteMs;
    const moment = this.#freeMoment(job, createdAt, createdAt + delay);
    if (moment === null) timeline.plan(job.startBy, () => this.#expire(job.id));
    else timeline.plan(moment, () => this.#start(job.id));
    return job;
  }

  /** @returns whether there was still something to stop */
  stop(id: string): boolean {
    const job = this.#jobs.get(id);
    if (!job || (job.state !== "CREATED" && job.state !== "RUNNING")) return false;
    this.#end(job, "ABORTED", "The backup job was stopped by a caller");
    return true;
  }

  /**
   * When a job begins that may begin between two moments, and would at a third. Where AWS Backup makes the continuous backup of
   * a resource, it moves its daily window out of the way of all its jobs, and the continuous one waits for none.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html and troubleshooting.html, which says that
   * snapshots beside it may still meet the maintenance window.
   */
  #freeMoment({ kind, resourceArn, isContinuous, startBy }: BackupJob, from: number, wanted: number): number | null {
    const ownWindows = this.#world.resources.get(resourceArn)?.ownWindows ?? null;
    const canBe = featuresOf(kind, true).isContinuous;
    if (ownWindows === null || (canBe && isContinuous && this.#isEnabled(resourceArn, wanted))) return wanted;
    const isBeside = canBe && this.#continuousOf(resourceArn) !== undefined;
    const windows = isBeside ? { ...ownWindows, backup: null } : ownWindows;
    return freeMoment({ kind, ownWindows: windows }, from, startBy, wanted);
  }

  /**
   * Whether a job makes a continuous backup: of an instance whose own backups are off AWS turns them on in its next maintenance,
   * and makes snapshots until then.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html, since 26 February 2026
   */
  #isEnabled(resourceArn: string, at: number): boolean {
    const resource = this.#world.resources.get(resourceArn);
    if (resource?.kind !== "RDS instance" || !resource.ownWindows || resource.ownWindows.backup !== null) return true;
    const enabledAt = this.#enabledAt.get(resourceArn);
    return enabledAt !== undefined && enabledAt <= at;
  }

  #expire(id: string): void {
    const job = this.#jobs.get(id) as BackupJob;
    if (job.state === "CREATED") this.#end(job, "EXPIRED", tooClose);
  }

  async #start(id: string): Promise<void> {
    const { clock, random, pace, timeline, resourceUse, iam } = this.#world;
    const job = this.#jobs.get(id) as BackupJob;
    if (job.state !== "CREATED") return;
    const refused = await this.#obstacle(job);
    if (refused !== null) return this.#end(job, "FAILED", refused);
    if (ensureServiceLinkedRole(iam, job.accountId)) this.#permissions.forget();
    const now = clock.now();
    if (!resourceUse.take(job.resourceArn, id)) {
      const busy = "Backup job could not start because there is a running job for the same resource";
      if (now >= job.startBy) return this.#end(job, "EXPIRED", busy);
      const next = Math.min(now + retriedEveryMs, job.startBy);
      const moment = this.#freeMoment(job, next, next);
      if (moment === null) return timeline.plan(job.startBy, () => this.#expire(id));
      return timeline.plan(moment, () => this.#start(id));
    }
    if (this.#isFull(job)) {
      resourceUse.free(job.resourceArn, id);
      const full = "Backup job could not start because too many jobs of its kind are running in the account";
      if (now >= job.startBy) return this.#end(job, "EXPIRED", full);
      return timeline.plan(Math.min(now + retriedEveryMs, job.startBy), () => this.#start(id));
    }
    this.#count(job, 1);
    this.#jobs.set(id, { ...job, state: "RUNNING", startedAt: now });
    this.#enable(job, now);
    const takesMinutes = Math.max(pace.backupTakes(random), this.#fullTakesMinutes(job));
    // docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html: FSx knows no completion window
    const isCancelled = takesMinutes > job.completionWindowMinutes && !job.kind.startsWith("FSx");
    if (isCancelled) timeline.plan(now + job.completionWindowMinutes * minuteMs, () => this.#cancel(id));
    else timeline.plan(now + takesMinutes * minuteMs, () => this.#complete(id));
  }

  /** Source: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html, which names a limit of Timestream alone */
  #isFull({ kind, accountId }: BackupJob): boolean {
    return kind === "Timestream" && (this.#running.get(accountId) ?? 0) >= mostOfTimestream;
  }

  #count({ kind, accountId }: BackupJob, by: 1 | -1): void {
    if (kind === "Timestream") this.#running.set(accountId, (this.#running.get(accountId) ?? 0) + by);
  }

  #enable({ resourceArn, isContinuous, kind }: BackupJob, now: number): void {
    const windows = this.#world.resources.get(resourceArn)?.ownWindows ?? null;
    if (!isContinuous || kind !== "RDS instance" || windows?.backup !== null || this.#enabledAt.has(resourceArn))
      return;
    this.#enabledAt.set(resourceArn, nextMaintenance(windows, now));
  }

  /** What was begun and cancelled is of no use to the next one: it begins anew. */
  #fullTakesMinutes({ resourceArn }: BackupJob): number {
    const { resources, recoveryPoints } = this.#world;
    const takesMinutes = resources.get(resourceArn)?.firstBackupMinutes ?? null;
    if (takesMinutes === null) return 0;
    const isFirst = recoveryPoints.ofResource(resourceArn).every((point) => point.sourceRecoveryPointArn !== null);
    return isFirst ? takesMinutes : 0;
  }

  #cancel(id: string): void {
    const job = this.#jobs.get(id) as BackupJob;
    if (job.state === "RUNNING") this.#end(job, "EXPIRED", "Backup job expired before completion");
  }

  async #complete(id: string): Promise<void> {
    const { clock, vaults, resources, settings } = this.#world;
    const job = this.#jobs.get(id) as BackupJob;
    if (job.state !== "RUNNING") return;
    const outage = outageOf(this.#world, job.accountId, job.region);
    const vault = vaults.get(job.vaultArn);
    const resource = resources.get(job.resourceArn);
    if (outage !== null || !vault || !resource) {
      return this.#end(job, "FAILED", outage ?? `Backup vault ${job.vaultArn} does not exist`);
    }
    const isAdvanced = job.kind !== "DynamoDB" || settings.hasAdvancedDynamoDb(job.accountId, job.region);
    const { point, statusMessage } = this.#pointOf(job, vault, resource, isAdvanced);
    this.#keeper.keep(point);
    this.#world.resourceUse.free(job.resourceArn, id);
    this.#count(job, -1);
    this.#jobs.set(id, {
      ...job,
      state: "COMPLETED",
      completedAt: clock.now(),
      statusMessage,
      recoveryPointArn: point.arn,
    });
    for (const { vaultArn: destinationVaultArn, lifecycle } of job.copies) {
      this.#copies.create({
        source: point,
        destinationVaultArn,
        lifecycle: lifecycle ?? job.lifecycle,
        roleArn: job.roleArn,
        planId: job.planId,
        planName: job.planName,
        ruleName: job.ruleName,
        backupJobId: id,
      });
    }
  }

  #pointOf(job: BackupJob, vault: Vault, resource: ProtectedResource, isAdvanced: boolean) {
    const features = featuresOf(job.kind, isAdvanced);
    const startedAt = job.startedAt ?? job.createdAt;
    const snapshot: RecoveryPoint = {
      arn: `arn:aws:backup:${job.region}:${job.accountId}:recovery-point:${this.#world.random.uuid()}`,
      vaultArn: vault.arn,
      vaultName: vault.name,
      accountId: job.accountId,
      region: job.region,
      resourceArn: job.resourceArn,
      kind: job.kind,
      createdAt: job.createdAt,
      startedAt,
      completedAt: this.#world.clock.now(),
      lifecycle: job.lifecycle,
      expiresAt: expiryOf(job.createdAt, job.lifecycle),
      isContinuous: false,
      contentAt: startedAt,
      contentFrom: startedAt,
      keyArn: features.isEncryptedByVault ? vault.keyArn : resource.keyArn,
      isEncryptedByVaultKey: features.isEncryptedByVault,
      isAdvanced,
      sourceRecoveryPointArn: null,
      planName: job.planName,
      ruleName: job.ruleName,
      roleArn: job.roleArn,
      isCorrupt: isSpoilt(resource, startedAt),
      status: "COMPLETED",
    };
    if (!job.isContinuous || !features.isContinuous) return { point: snapshot, statusMessage: null };
    return this.#continuous(snapshot, resource);
  }

  /** The continuous backup of a resource that goes on. */
  #continuousOf(resourceArn: string): RecoveryPoint | undefined {
    return this.#world.recoveryPoints
      .ofResource(resourceArn)
      .find(({ isContinuous, status }) => isContinuous && status === "COMPLETED");
  }

  /**
   * A resource has one continuous backup. In the same vault the longer retention counts; a second vault gets a snapshot. One
   * that AWS Backup hears nothing of any more stops, and the job makes a snapshot; so does that of a bucket whose retention
   * changes, and the job begins another one.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html,
   * point-in-time-recovery-retention-period.html and API_DescribeRecoveryPoint.html
   */
  #continuous(snapshot: RecoveryPoint, resource: ProtectedResource) {
    const there = this.#continuousOf(resource.arn);
    if (!resource.tellsOfChanges) {
      if (there) this.#stop(there);
      return { point: snapshot, statusMessage: "Completed with issues: enabling continuous backup failed" };
    }
    if (!there && !this.#isEnabled(resource.arn, snapshot.startedAt)) {
      return {
        point: snapshot,
        statusMessage: "Completed with issues: continuous backup begins in the next maintenance",
      };
    }
    if (!there) return { point: { ...snapshot, isContinuous: true }, statusMessage: null };
    if (there.vaultArn !== snapshot.vaultArn) {
      return {
        point: snapshot,
        statusMessage: "Completed with issues: the resource has a continuous backup elsewhere",
      };
    }
    if (
      resource.kind === "S3" &&
      there.lifecycle.deleteAfterDays !== snapshot.lifecycle.deleteAfterDays &&
      there.ruleName === snapshot.ruleName &&
      there.planName === snapshot.planName
    ) {
      this.#stop(there);
      return { point: { ...snapshot, isContinuous: true }, statusMessage: null };
    }
    const lifecycle =
      (there.lifecycle.deleteAfterDays ?? 0) > (snapshot.lifecycle.deleteAfterDays ?? 0)
        ? there.lifecycle
        : snapshot.lifecycle;
    // it goes on: what is older than its retention falls off at its other end
    const expiresAt = expiryOf(snapshot.createdAt, lifecycle);
    const { completedAt } = snapshot;
    // nobody hears of it: docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html#s3-eventbridge-disabled-impact
    const contentAt = heardUntil(resource, snapshot.contentAt);
    const contentFrom = Math.max(there.contentFrom, contentAt - (lifecycle.deleteAfterDays ?? 0) * dayMs);
    const isCorrupt = isSpoilt(resource, contentFrom);
    return {
      point: { ...there, lifecycle, expiresAt, completedAt, contentAt, contentFrom, isCorrupt },
      statusMessage: null,
    };
  }

  /** It keeps what it has until it expires, and gets no more. */
  #stop(point: RecoveryPoint): void {
    this.#world.recoveryPoints.put({ ...point, status: "STOPPED" });
  }

  async #obstacle(job: BackupJob): Promise<string | null> {
    const { vaults, resources, settings } = this.#world;
    const outage = outageOf(this.#world, job.accountId, job.region);
    if (outage !== null) return outage;
    const resource = resources.get(job.resourceArn);
    if (!resource || resource.deletedAt !== null) return `The resource ${job.resourceArn} does not exist`;
    const vault = vaults.get(job.vaultArn);
    if (!vault) return `Backup vault ${job.vaultArn} does not exist`;
    const noRole = this.#permissions.roleObstacle(job.roleArn, job.accountId);
    if (noRole !== null) return noRole;
    const locked = refusedByLock(vault.lock, job.lifecycle.deleteAfterDays);
    if (locked !== null) return locked;
    const isAdvanced = settings.hasAdvancedDynamoDb(job.accountId, job.region);
    const keyArn = featuresOf(job.kind, isAdvanced).isEncryptedByVault ? vault.keyArn : resource.keyArn;
    for (const each of [keyArn, resource.keyArn]) {
      if (each !== null && !isKeyUsable(this.#world, each)) return `the key ${each} cannot be used`;
    }
    return this.#permissions.backupObstacle(job.roleArn, vault, resource);
  }

  #end(job: BackupJob, state: "FAILED" | "EXPIRED" | "ABORTED", refusedBecause: string): void {
    const { clock, resourceUse } = this.#world;
    resourceUse.free(job.resourceArn, job.id);
    if (this.#jobs.get(job.id)?.state === "RUNNING") this.#count(job, -1);
    const ended = { state, completedAt: clock.now(), statusMessage: refusedBecause, refusedBecause };
    this.#jobs.set(job.id, { ...job, ...ended });
  }
}
