import type { Estate, Lifecycle, Lock } from "../../../src/model.ts";
import type { RecoveryPoint } from "../../emulator/model/backup/recovery-point.ts";
import { minuteMs } from "../../emulator/model/clock.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import { deletionMs, type ExpectedSeries, type ExpectedTarget } from "./expected-series.ts";

/** A recovery point with what it was expected as. */
export interface Seen {
  readonly point: RecoveryPoint;
  readonly series: ExpectedSeries;
  readonly target: ExpectedTarget;
  /** The start that made it, in milliseconds since 1970. */
  readonly start: number;
  readonly tally: Tally;
}

/** Recovery points of one series in one vault, counted anew at every look. */
interface Tally {
  readonly series: ExpectedSeries;
  readonly target: ExpectedTarget;
  due: number;
  readonly startsSeen: Set<number>;
}

/**
 * Looks at every vault again and again, and holds what is there against what config asks for: no recovery point too few,
 * none too many, none anywhere else, each kept as long as it says.
 */
export class Watch {
  /** Every recovery point there ever was, by its ARN. */
  readonly seen = new Map<string, Seen>();
  readonly #cloud: Cloud;
  readonly #faults = new Map<string, number>();
  readonly #series = new Map<string, ExpectedSeries[]>();
  readonly #tallies = new Map<string, Tally>();
  readonly #locks = new Map<string, Lock | null>();
  readonly #goingOn = new Set<string>();
  #looks = 0;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Adds what is expected from a deployment on. */
  expect(estate: Estate, expected: readonly ExpectedSeries[]): void {
    for (const series of expected) {
      const key = keyOf(series.resource.arn, `lockstep-${series.plan.name}`, series.rule.name);
      this.#series.set(key, [...(this.#series.get(key) ?? []), series]);
      for (const target of series.targets) {
        const tally = { series, target, due: 0, startsSeen: new Set<number>() };
        this.#tallies.set(`${key} ${target.vaultArn} ${series.starts[0]}`, tally);
      }
    }
    for (const { accountId, lock } of [...Object.values(estate.central), ...estate.accounts]) {
      this.#locks.set(accountId, lock);
    }
  }

  look(): void {
    this.#looks += 1;
    const now = this.#cloud.clock.now();
    this.#lookAtLocks();
    for (const tally of this.#tallies.values()) tally.due = 0;
    this.#goingOn.clear();
    for (const point of this.#cloud.backup.recoveryPoints()) {
      const seen = this.seen.get(point.arn);
      if (seen?.point === point) this.#lookAgain(seen, now);
      else this.#lookFirst(point, now);
    }
    for (const tally of this.#tallies.values()) this.#count(tally, now);
  }

  /** What was not as config says, with how often it was so; empty: all is well. */
  get faults(): readonly string[] {
    return [...this.#faults].slice(0, 20).map(([fault, times]) => `${fault} (${times} times in ${this.#looks} looks)`);
  }

  /** Recovery points that some job made, and that had come and gone between two looks. */
  get missed(): readonly string[] {
    const { backup, copy } = this.#cloud.backup.jobs();
    const made = [...backup.map((job) => job.recoveryPointArn), ...copy.map((job) => job.destinationRecoveryPointArn)];
    return made.filter((arn) => arn !== null).filter((arn) => !this.seen.has(arn));
  }

  #lookFirst(point: RecoveryPoint, now: number): void {
    const before = this.seen.get(point.arn);
    const seen = this.#expected(point);
    if (typeof seen === "string") {
      this.#fault(`${nameOf(point)} ${seen}`);
      return;
    }
    if (before && !(before.point.isContinuous && point.isContinuous)) this.#fault(`${nameOf(point)} has changed`);
    this.seen.set(point.arn, seen);
    const { point: one, target, tally, start } = seen;
    if (!before && !one.isContinuous && tally.startsSeen.has(start)) this.#fault(`${nameOf(point)} is there twice`);
    tally.startsSeen.add(start);
    const { lifecycle } = one;
    const wanted = one.isContinuous ? this.#longestContinuous(seen) : target.lifecycle;
    if (
      lifecycle.deleteAfterDays !== wanted.deleteAfterDays ||
      lifecycle.coldAfterDays !== wanted.coldAfterDays ||
      (wanted.coldAfterDays !== null && lifecycle.archives !== wanted.archiveEbs)
    ) {
      this.#fault(`${nameOf(point)} has the lifecycle ${JSON.stringify(lifecycle)}, not ${JSON.stringify(wanted)}`);
    }
    this.#fitsLock(one);
    this.#lookAgain(seen, now);
  }

  /** Matches a recovery point with the start that made it, or says why nothing could have. */
  #expected(point: RecoveryPoint): Seen | string {
    const key = keyOf(point.resourceArn, point.planName ?? "none", point.ruleName ?? "none");
    const all = this.#series.get(key) ?? [];
    for (const series of all) {
      const target = series.targets.find(({ vaultArn }) => vaultArn === point.vaultArn);
      if (!target) continue;
      const tally = this.#tallies.get(`${key} ${target.vaultArn} ${series.starts[0]}`);
      const start = this.#startOf(point, series, target);
      if (!tally || start === null) continue;
      return { point, series, target, start, tally };
    }
    return all.length === 0 ? "is asked for by no rule" : "is of no start of its rule, or in a vault of no such copy";
  }

  #startOf(point: RecoveryPoint, series: ExpectedSeries, target: ExpectedTarget): number | null {
    const { starts, rule } = series;
    // a copy of a continuous backup holds what there was when it was made, and counts from then
    const isLate = series.isContinuous && target.where !== "local";
    const slackMs = isLate ? (rule.startWithinMinutes + rule.completeWithinMinutes) * minuteMs : 0;
    const start = starts[lastUpTo(starts, point.createdAt)];
    return start !== undefined && point.createdAt - start <= slackMs ? start : null;
  }

  #lookAgain({ point, target, series, start, tally }: Seen, now: number): void {
    const { expiresAt, createdAt } = point;
    if (target.obstacle !== null) this.#fault(`${nameOf(point)} is there although AWS cannot copy it`);
    if (point.status !== "COMPLETED") this.#fault(`${nameOf(point)} is ${point.status}`);
    if (expiresAt === null || expiresAt + deletionMs <= now) this.#fault(`${nameOf(point)} should be gone`);
    if (isOneThatGoesOn(series, target)) {
      this.#goingOn.add(`${point.resourceArn} ${point.vaultArn}`);
      if (!point.isContinuous) this.#fault(`${nameOf(point)} is a snapshot`);
      const since = Math.max(start + target.latencyMs, now - target.retentionMs);
      if (point.contentFrom > since) this.#fault(`${nameOf(point)} does not go back as far as it should`);
    } else {
      if (expiresAt !== createdAt + target.retentionMs) this.#fault(`${nameOf(point)} expires at another time`);
      if (isDue(start, target, now)) tally.due += 1;
    }
  }

  /** Whether as many are there as must be by now, the ones whose presence AWS leaves open aside. */
  #count({ series, target, due }: Tally, now: number): void {
    if (target.obstacle !== null) return;
    const { starts, sureStarts } = series;
    const between = (all: readonly number[], from: number, to: number) => lastUpTo(all, to) - lastUpTo(all, from);
    const [from, to] = [now - target.retentionMs, now - target.latencyMs];
    if (isOneThatGoesOn(series, target)) {
      if (between(sureStarts, from, to) > 0 && !this.#goingOn.has(`${series.resource.arn} ${target.vaultArn}`))
        this.#fault(`${nameOfSeries(series, target)}: none is there`);
      return;
    }
    const least = from < to ? between(sureStarts, from, to) : 0;
    const most = from < to ? between(starts, from, to) : 0;
    if (due < least || due > most) {
      this.#fault(`${nameOfSeries(series, target)}: ${due} are there and ${least} must be`);
    }
  }

  /** Of several continuous rules into one vault the longest retention counts, as soon as that one has run. */
  #longestContinuous({ point, series: { resource } }: Seen): Lifecycle {
    const lifecycles = [...this.#series.values()]
      .flat()
      .filter((series) => series.resource.arn === resource.arn && series.isContinuous)
      .filter(({ starts }) => (starts[0] ?? Number.POSITIVE_INFINITY) <= point.completedAt)
      .map(({ rule }) => rule.local);
    return lifecycles.reduce((longest, one) => (one.deleteAfterDays > longest.deleteAfterDays ? one : longest));
  }

  #fitsLock(point: RecoveryPoint): void {
    const lock = this.#locks.get(point.accountId) ?? null;
    if (lock === null) return;
    const days = point.lifecycle.deleteAfterDays ?? Number.POSITIVE_INFINITY;
    if (days < lock.minDays || days > lock.maxDays) this.#fault(`${nameOf(point)} is outside the lock of its vault`);
  }

  #lookAtLocks(): void {
    for (const { arn, accountId, name, lock } of this.#cloud.backup.vaults()) {
      if (!name.startsWith("lockstep-")) continue;
      const wanted = this.#locks.get(accountId) ?? null;
      const is = lock ? `${lock.minRetentionDays} to ${lock.maxRetentionDays}` : "none";
      const shouldBe = wanted ? `${wanted.minDays} to ${wanted.maxDays}` : "none";
      if (is !== shouldBe) this.#fault(`${arn} has the lock ${is}, not ${shouldBe}`);
    }
  }

  #fault(text: string): void {
    this.#faults.set(text, (this.#faults.get(text) ?? 0) + 1);
  }
}

const isOneThatGoesOn = ({ isContinuous }: ExpectedSeries, { where }: ExpectedTarget) =>
  isContinuous && where === "local";

/** Whether a start's recovery point must be there: ready at the latest, and not yet due to go. */
const isDue = (start: number, { latencyMs, retentionMs }: ExpectedTarget, now: number) =>
  start + latencyMs <= now && start + retentionMs > now;

const keyOf = (resourceArn: string, planName: string, ruleName: string) => `${resourceArn} ${planName} ${ruleName}`;

/** The index of the last of some sorted numbers up to another; -1: none. */
function lastUpTo(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

const nameOf = ({ resourceArn, planName, ruleName, vaultArn, createdAt, isContinuous }: RecoveryPoint) =>
  `the ${isContinuous ? "continuous " : ""}recovery point of ${resourceArn} by ${planName}/${ruleName} of ${new Date(createdAt).toISOString()} in ${vaultArn}`;
const nameOfSeries = ({ resource, plan, rule }: ExpectedSeries, { vaultArn }: ExpectedTarget) =>
  `recovery points of ${resource.arn} by ${plan.name}/${rule.name} in ${vaultArn}`;
