import { hourMs, minuteMs } from "../clock.ts";
import { copyObstacle } from "./copy-obstacle.ts";
import { CopiesUnderWay } from "./copy-quotas.ts";
import { heardUntil } from "./heard-until.ts";
import type { CopyJob } from "./jobs.ts";
import { expiryOf, type Lifecycle } from "./lifecycle.ts";
import { featuresOf, isCold, isSpoilt, type RecoveryPoint } from "./recovery-point.ts";
import type { RecoveryPointKeeper } from "./recovery-point-keeper.ts";
import type { RunTimePermissions } from "./run-time-permissions.ts";
import { serviceLinkedRoleArn } from "./service-linked-role.ts";
import type { Vault } from "./vault.ts";
import { refusedByLock } from "./vault-lock.ts";
import { isKeyUsable, outageOf, type World } from "./world.ts";

export interface NewCopy {
  readonly source: RecoveryPoint;
  readonly destinationVaultArn: string;
  /** `null`: that of the source. */
  readonly lifecycle: Lifecycle | null;
  readonly roleArn: string;
  readonly planId: string | null;
  readonly planName: string | null;
  readonly ruleName: string | null;
  readonly backupJobId: string | null;
}

// docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html#backup-copy-retry
const retriedForMs = 2 * hourMs;
const retriedEveryMs = 10 * minuteMs;

/** Copies of recovery points, made by rules and by hand. */
export class CopyJobs {
  readonly #world: World;
  readonly #permissions: RunTimePermissions;
  readonly #keeper: RecoveryPointKeeper;
  readonly #jobs = new Map<string, CopyJob>();
  readonly #underWay = new CopiesUnderWay();

  constructor(world: World, permissions: RunTimePermissions, keeper: RecoveryPointKeeper) {
    this.#world = world;
    this.#permissions = permissions;
    this.#keeper = keeper;
  }

  get(id: string): CopyJob | undefined {
    return this.#jobs.get(id);
  }

  all(): readonly CopyJob[] {
    return [...this.#jobs.values()];
  }

  create(copy: NewCopy): CopyJob {
    const { clock, random, timeline, resources } = this.#world;
    const { source } = copy;
    const job: CopyJob = {
      id: random.uuid(),
      accountId: source.accountId,
      region: source.region,
      resourceArn: source.resourceArn,
      kind: source.kind,
      sourceVaultArn: source.vaultArn,
      sourceRecoveryPointArn: source.arn,
      destinationVaultArn: copy.destinationVaultArn,
      destinationRecoveryPointArn: null,
      roleArn: copy.roleArn,
      planId: copy.planId,
      planName: copy.planName,
      ruleName: copy.ruleName,
      backupJobId: copy.backupJobId,
      lifecycle: copy.lifecycle ?? source.lifecycle,
      contentAt: source.isContinuous ? heardUntil(resources.get(source.resourceArn), clock.now()) : source.contentAt,
      createdAt: clock.now(),
      startedAt: null,
      completedAt: null,
      state: "CREATED",
      statusMessage: null,
      refusedBecause: null,
    };
    this.#jobs.set(job.id, job);
    timeline.plan(job.createdAt, () => this.#start(job.id));
    return job;
  }

  async #start(id: string): Promise<void> {
    const { clock, random, pace, timeline, resourceUse } = this.#world;
    const job = this.#jobs.get(id) as CopyJob;
    const refused = await this.#obstacle(job);
    const now = clock.now();
    if (refused !== null) return this.#fail(job, refused);
    if (!resourceUse.take(job.resourceArn, id)) {
      if (now + retriedEveryMs > job.createdAt + retriedForMs) {
        return this.#fail(job, "Copy job failed because there was a running job for the same resource");
      }
      return timeline.plan(now + retriedEveryMs, () => this.#start(id));
    }
    const full = this.#underWay.take(job);
    if (full !== null) {
      resourceUse.free(job.resourceArn, id);
      if (now + retriedEveryMs > job.createdAt + retriedForMs) return this.#fail(job, full);
      return timeline.plan(now + retriedEveryMs, () => this.#start(id));
    }
    this.#jobs.set(id, { ...job, state: "RUNNING", startedAt: now });
    timeline.plan(now + pace.copyTakes(random) * minuteMs, () => this.#complete(id));
  }

  async #complete(id: string): Promise<void> {
    const { clock, random, recoveryPoints, vaults, resourceUse } = this.#world;
    const job = this.#jobs.get(id) as CopyJob;
    resourceUse.free(job.resourceArn, id);
    this.#underWay.free(job);
    // the role must live until the end, and so must all else
    const refused = await this.#obstacle(job);
    const source = recoveryPoints.get(job.sourceRecoveryPointArn);
    const destination = vaults.get(job.destinationVaultArn);
    if (refused !== null || !source || !destination) return this.#fail(job, refused ?? "the source is gone");
    const copy = this.#copyOf(job, source, destination, random.uuid());
    this.#keeper.keep(copy);
    this.#jobs.set(id, {
      ...job,
      state: "COMPLETED",
      completedAt: clock.now(),
      destinationRecoveryPointArn: copy.arn,
    });
  }

  /** Its retention counts from the creation of the source. */
  #copyOf(job: CopyJob, source: RecoveryPoint, destination: Vault, id: string): RecoveryPoint {
    // docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
    const staysUnencrypted = source.keyArn === null && ["Aurora", "DocumentDB", "Neptune"].includes(source.kind);
    const crosses = source.accountId !== destination.accountId;
    const createdAt = source.isContinuous ? job.createdAt : source.createdAt;
    return {
      ...source,
      arn: `arn:aws:backup:${destination.region}:${destination.accountId}:recovery-point:${id}`,
      vaultArn: destination.arn,
      vaultName: destination.name,
      accountId: destination.accountId,
      region: destination.region,
      createdAt,
      startedAt: job.startedAt ?? job.createdAt,
      completedAt: this.#world.clock.now(),
      contentAt: job.contentAt,
      contentFrom: job.contentAt,
      lifecycle: job.lifecycle,
      expiresAt: expiryOf(createdAt, job.lifecycle),
      // a copy of a continuous backup is a snapshot
      isContinuous: false,
      isCorrupt: source.isContinuous
        ? isSpoilt(this.#world.resources.get(source.resourceArn), job.contentAt)
        : source.isCorrupt,
      keyArn: staysUnencrypted ? null : destination.keyArn,
      isEncryptedByVaultKey: !staysUnencrypted,
      sourceRecoveryPointArn: source.arn,
      planName: job.planName,
      ruleName: job.ruleName,
      roleArn: crosses ? serviceLinkedRoleArn(destination.accountId) : job.roleArn,
      status: "COMPLETED",
    };
  }

  async #obstacle(job: CopyJob): Promise<string | null> {
    const { vaults, recoveryPoints } = this.#world;
    const source = recoveryPoints.get(job.sourceRecoveryPointArn);
    const sourceVault = vaults.get(job.sourceVaultArn);
    if (!source || !sourceVault) return "The source recovery point is gone";
    const outage = outageOf(this.#world, source.accountId, source.region);
    if (outage !== null) return outage;
    const noRole = this.#permissions.roleObstacle(job.roleArn, job.accountId);
    if (noRole !== null) return noRole;
    const destination = vaults.get(job.destinationVaultArn);
    if (!destination) return `Backup vault ${job.destinationVaultArn} does not exist`;
    return (
      this.#placeObstacle(source, destination) ??
      refusedByLock(destination.lock, job.lifecycle.deleteAfterDays) ??
      this.#keyObstacle(source, destination) ??
      (await this.#permissions.copyObstacle(job.roleArn, source, sourceVault, destination))
    );
  }

  #placeObstacle(source: RecoveryPoint, destination: Vault): string | null {
    const { clock, iam, organizations, settings } = this.#world;
    const features = featuresOf(source.kind, source.isAdvanced);
    const outage = outageOf(this.#world, destination.accountId, destination.region);
    if (outage !== null) return outage;
    if (source.status !== "COMPLETED") return `The source recovery point is ${source.status}`;
    const { uncopiedFor = null } = this.#world.resources.get(source.resourceArn) ?? {};
    const impossible = copyObstacle(source.kind, features, source, destination, uncopiedFor);
    if (impossible !== null) return impossible;
    if (isCold(source, clock.now())) return "Recovery points in cold storage cannot be copied";
    if (!settings.isOptedIn(destination.accountId, destination.region, features.optInType)) {
      return `${destination.accountId} has not opted in to ${features.optInType} in ${destination.region}`;
    }
    // the copy in the destination is made in the name of its service-linked role
    const executor = serviceLinkedRoleArn(destination.accountId);
    if (!iam.role(executor)) return `there is no role ${executor}`;
    if (source.accountId === destination.accountId) return null;
    const organizationId = organizations.organizationIdOf(source.accountId);
    if (organizationId === null || organizationId !== organizations.organizationIdOf(destination.accountId)) {
      return "Both source and destination account must be a member of the same organization";
    }
    if (!settings.copiesAcrossAccounts) return "Cross-account backup is not enabled for the organization";
    if (destination.name === "Default") return "The Default vault takes no copies of another account";
    return null;
  }

  /** Keys of AWS's own never leave their account. Source: docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html */
  #keyObstacle(source: RecoveryPoint, destination: Vault): string | null {
    const { kms } = this.#world;
    const features = featuresOf(source.kind, source.isAdvanced);
    const crosses = source.accountId !== destination.accountId;
    if (source.keyArn !== null) {
      if (!isKeyUsable(this.#world, source.keyArn)) return `the source's key ${source.keyArn} cannot be used`;
      if (crosses && kms.key(source.keyArn)?.isAwsManaged) {
        return "Snapshots encrypted with an AWS managed key cannot be shared with another account";
      }
    }
    if (!isKeyUsable(this.#world, destination.keyArn)) {
      return `the destination vault's key ${destination.keyArn} cannot be used`;
    }
    if (crosses && !features.isEncryptedByVault && kms.key(destination.keyArn)?.isAwsManaged) {
      return `the destination vault needs a customer managed key for ${source.kind}`;
    }
    return null;
  }

  #fail(job: CopyJob, refusedBecause: string): void {
    this.#jobs.set(job.id, {
      ...job,
      state: "FAILED",
      completedAt: this.#world.clock.now(),
      statusMessage: refusedBecause,
      refusedBecause,
    });
  }
}
