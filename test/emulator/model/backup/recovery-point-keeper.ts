import { hourMs, minuteMs } from "../clock.ts";
import type { RecoveryPoint } from "./recovery-point.ts";
import type { World } from "./world.ts";

/** Keeps recovery points until they expire. */
export class RecoveryPointKeeper {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  keep(point: RecoveryPoint): void {
    this.#world.recoveryPoints.put(point);
    this.#planDeletion(point);
  }

  /** Deletes what expired while access points held it. */
  resume(point: RecoveryPoint): void {
    if (point.expiresAt !== null && point.expiresAt <= this.#world.clock.now()) this.#planDeletion(point);
  }

  /**
   * AWS deletes at a random time within eight hours after the expiry, locked or not. A copy that was due before it was
   * made goes at once.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
   */
  #planDeletion({ arn, expiresAt }: RecoveryPoint): void {
    if (expiresAt === null) return;
    const { clock, random, pace, timeline } = this.#world;
    const now = clock.now();
    const delay = Math.min(pace.deletionTakes(random) * minuteMs, 8 * hourMs);
    timeline.plan(expiresAt <= now ? now : expiresAt + delay, () => this.#expire(arn, expiresAt));
  }

  #expire(arn: string, expiresAt: number): void {
    const { recoveryPoints, accessPoints, iam, lostRegions, heldByOwner } = this.#world;
    const point = recoveryPoints.get(arn);
    // its lifecycle may have been changed since
    if (!point || point.expiresAt !== expiresAt || lostRegions.has(point.region)) return;
    // paused for as long as there is one: docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
    if (accessPoints.ofRecoveryPoint(arn).length > 0) return;
    // docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html: without the role, or held, it stays and is paid for
    if (iam.role(point.roleArn) && !heldByOwner.has(arn)) recoveryPoints.delete(arn);
    else recoveryPoints.put({ ...point, status: "EXPIRED" });
  }
}
