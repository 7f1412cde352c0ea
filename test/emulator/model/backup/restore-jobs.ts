import { minuteMs } from "../clock.ts";
import type { RestoreJob } from "./jobs.ts";
import { isSpoilt, type RecoveryPoint } from "./recovery-point.ts";
import type { RunTimePermissions } from "./run-time-permissions.ts";
import { isKeyUsable, outageOf, type World } from "./world.ts";

export interface NewRestore {
  readonly point: RecoveryPoint;
  readonly roleArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Brings recovery points back as new resources, in the account and Region that they are in. */
export class RestoreJobs {
  readonly #world: World;
  readonly #permissions: RunTimePermissions;
  readonly #jobs = new Map<string, RestoreJob>();

  constructor(world: World, permissions: RunTimePermissions) {
    this.#world = world;
    this.#permissions = permissions;
  }

  get(id: string): RestoreJob | undefined {
    return this.#jobs.get(id);
  }

  all(): readonly RestoreJob[] {
    return [...this.#jobs.values()];
  }

  create({ point, roleArn, metadata, contentAt, tags }: NewRestore): RestoreJob {
    const { clock, random, pace, timeline } = this.#world;
    const job: RestoreJob = {
      id: random.uuid(),
      accountId: point.accountId,
      region: point.region,
      resourceArn: point.resourceArn,
      kind: point.kind,
      roleArn,
      vaultArn: point.vaultArn,
      recoveryPointArn: point.arn,
      metadata,
      createdResourceArn: null,
      contentAt,
      createdAt: clock.now(),
      startedAt: clock.now(),
      completedAt: null,
      state: "RUNNING",
      statusMessage: null,
      refusedBecause: null,
    };
    this.#jobs.set(job.id, job);
    const takesMs = pace.restoreTakes(random) * minuteMs;
    timeline.plan(job.createdAt, () => this.#start(job.id, takesMs, tags));
    return job;
  }

  async #start(id: string, takesMs: number, tags: NewRestore["tags"]): Promise<void> {
    const job = this.#jobs.get(id) as RestoreJob;
    const refused = await this.#obstacle(job);
    if (refused !== null) return this.#fail(job, refused);
    this.#world.timeline.plan(job.createdAt + takesMs, () => this.#complete(id, tags));
  }

  async #complete(id: string, tags: NewRestore["tags"]): Promise<void> {
    const { clock, random, recoveryPoints, resources } = this.#world;
    const job = this.#jobs.get(id) as RestoreJob;
    const refused = await this.#obstacle(job);
    const point = recoveryPoints.get(job.recoveryPointArn);
    if (refused !== null || !point) return this.#fail(job, refused ?? "The recovery point is gone");
    const arn = restoredArn(point, random.uuid().slice(0, 8));
    const isCorrupt = point.isContinuous ? isSpoilt(resources.get(point.resourceArn), job.contentAt) : point.isCorrupt;
    resources.add({
      arn,
      accountId: job.accountId,
      region: job.region,
      kind: job.kind,
      tags,
      keyArn: job.metadata["kmsKeyId"] ?? job.metadata["KmsKeyId"] ?? this.#keyOf(point),
      corruptedAt: isCorrupt ? clock.now() : null,
    });
    this.#jobs.set(id, { ...job, state: "COMPLETED", completedAt: clock.now(), createdResourceArn: arn });
  }

  /** What the vault's key encrypted gets a key anew; a snapshot passes its own on. */
  #keyOf({ isEncryptedByVaultKey, sourceRecoveryPointArn, keyArn }: RecoveryPoint): string | null {
    return isEncryptedByVaultKey && sourceRecoveryPointArn === null ? null : keyArn;
  }

  async #obstacle(job: RestoreJob): Promise<string | null> {
    const { recoveryPoints } = this.#world;
    const outage = outageOf(this.#world, job.accountId, job.region);
    if (outage !== null) return outage;
    const point = recoveryPoints.get(job.recoveryPointArn);
    if (!point) return "The recovery point is gone";
    const noRole = this.#permissions.roleObstacle(job.roleArn, job.accountId);
    if (noRole !== null) return noRole;
    if (point.keyArn !== null && !isKeyUsable(this.#world, point.keyArn)) {
      return `the key ${point.keyArn} cannot be used`;
    }
    return this.#permissions.restoreObstacle(job.roleArn, point);
  }

  #fail(job: RestoreJob, refusedBecause: string): void {
    this.#jobs.set(job.id, {
      ...job,
      state: "FAILED",
      completedAt: this.#world.clock.now(),
      statusMessage: refusedBecause,
      refusedBecause,
    });
  }
}

/** A resource beside the original, in the account and Region of the recovery point. */
function restoredArn({ resourceArn, accountId, region }: RecoveryPoint, id: string): string {
  const [arn = "", partition = "", service = "", ownRegion = "", ownAccount = "", ...rest] = resourceArn.split(":");
  // buckets have neither in their ARN
  const place = [ownRegion === "" ? "" : region, ownAccount === "" ? "" : accountId];
  return `${[arn, partition, service, ...place, ...rest].join(":")}-restored-${id}`;
}
