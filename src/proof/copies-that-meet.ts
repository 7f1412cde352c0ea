import { copyObstacle } from "../aws/copy-limits.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import { fleetQuotasTable } from "../aws/tables/fleet-quotas-table.ts";
import { copies } from "../estate/plan-copies.ts";
import { canSpread, startDelayIn } from "../estate/plan-spread.ts";
import { type Reach, reachesOf } from "../estate/reach.ts";
import { groupBy } from "../group-by.ts";
import { type AccountClass, accountClasses, type CentralAccount, type Estate, type Plan, type Rule } from "../model.ts";
import { CopyQueue } from "./copy-queue.ts";
import { makesCopies } from "./holds.ts";
import { isHarmless } from "./is-harmless.ts";
import { planStarts } from "./plan-starts.ts";

/**
 * How long a copy is taken to be in progress: AWS gives no time for any size. An hour is the least that config takes for
 * all copies of a backup, of which a full one has half here, and one of what changed a sixth.
 */
export const fullCopyMinutes = 30;
export const changesCopyMinutes = 10;

/** What takes longer than that is never done: by then the next copies are asked for, and those after them. */
const endlessMinutes = 7 * minutesPerDay;

/** Copies of a plan that would come too late if every account had one resource of a kind in each of its Regions. */
export interface CopiesThatMeet {
  readonly plan: Plan;
  readonly central: CentralAccount;
  /** By what AWS counts together; the one that comes latest first. */
  readonly late: readonly [LateCopies, ...LateCopies[]];
  /** A spread of the plan that ends it; `null`: there is none. */
  readonly spreadMinutes: number | null;
}

/** Copies that start in the same minute and share a quota. */
export interface LateCopies {
  readonly rule: Rule;
  /** When their backups start, in minutes since 1970 (UTC). */
  readonly startMinute: number;
  readonly toRegion: string;
  readonly kinds: readonly string[];
  /** One an account and Region of it. */
  readonly count: number;
  /** Those of them that other plans start in that minute. */
  readonly ofOthers: number;
  /** Whether copies that started earlier are still in progress, or wait, when these are asked for. */
  readonly isBehindEarlier: boolean;
  readonly atOnce: number;
  readonly copyMinutes: number;
  /** Until the last copy of the backups of that minute is there, in the last of the central account's Regions. */
  readonly takesMinutes: number;
}

/**
 * Everybody copies into one account: what each plan and class copies there in the same minutes, held against what AWS has
 * in progress at once and against `copyWithin`. At most one a plan and class.
 */
export function copiesThatMeet(estate: Estate): readonly CopiesThatMeet[] {
  const reaches = reachesOf(estate).filter(({ plan }) => copies(plan));
  const late = worstOfEach(lateIn(estate, reaches, null));
  // one plan's advice is no good where another comes too late by it
  const ends = (plan: Plan, minutes: number) => {
    for (const one of lateIn(estate, reaches, { plan, minutes })) {
      const wasLate = late.some(({ plan: other, cls }) => other === one.plan && cls === one.cls);
      if (one.plan === plan || !wasLate) return false;
    }
    return true;
  };
  return accountClasses.flatMap((cls) =>
    estate.plans.flatMap((plan) => {
      const own = late.filter((one) => one.plan === plan && one.cls === cls);
      const [worst, ...others] = own.map(({ copies: of }) => of).toSorted((a, b) => b.takesMinutes - a.takesMinutes);
      if (!worst) return [];
      const canEnd = worst.takesMinutes <= endlessMinutes;
      const spreadMinutes =
        (canEnd &&
          longerSpreads(plan).find(
            (minutes) => isHarmless(estate, plan, { ...plan, spreadMinutes: minutes }) && ends(plan, minutes),
          )) ||
        null;
      return [{ plan, central: estate.central[cls], late: [worst, ...others] as const, spreadMinutes }];
    }),
  );
}

/** By plan, class and quota. */
function worstOfEach(late: Iterable<Late>): readonly Late[] {
  const worst = new Map<string, Late>();
  for (const one of late) {
    const key = `${one.plan.name} ${one.cls} ${fleetQuotasTable.rows.indexOf(one.quota)}`;
    if (one.copies.takesMinutes > (worst.get(key)?.copies.takesMinutes ?? 0)) worst.set(key, one);
  }
  return [...worst.values()];
}

function* lateIn(estate: Estate, reaches: readonly Reach[], wanted: WantedSpread | null): Generator<Late, void> {
  for (const cls of accountClasses) {
    const own = reaches.filter((reach) => reach.class === cls);
    for (const quota of fleetQuotasTable.rows) yield* lateBecauseOf(estate, cls, own, quota, wanted);
  }
}

/** What would be if a plan had another spread. */
interface WantedSpread {
  readonly plan: Plan;
  readonly minutes: number;
}

const longerSpreads = (plan: Plan) =>
  [1, 2, 3, 4, 6, 8, 12]
    .map((hours) => hours * 60)
    .filter((minutes) => minutes > plan.spreadMinutes && canSpread(plan, minutes));

type Quota = (typeof fleetQuotasTable.rows)[number];

interface Late {
  readonly plan: Plan;
  readonly cls: AccountClass;
  readonly quota: Quota;
  readonly copies: LateCopies;
}

/** What a plan copies under one quota. */
interface Share {
  readonly plan: Plan;
  /** How much later than its schedules say. */
  readonly delayMinutes: number;
  readonly kinds: readonly ResourceKind[];
  /** Accounts, each as often as it has Regions from which such copies are made. */
  readonly count: number;
}

/** Each time that copies come too late; plans, classes and Regions in order. */
function* lateBecauseOf(
  estate: Estate,
  cls: AccountClass,
  reaches: readonly Reach[],
  quota: Quota,
  wanted: WantedSpread | null,
): Generator<Late, void> {
  const { regions } = estate.central[cls];
  for (const [index, toRegion] of regions.entries()) {
    const shares = sharesOf(estate, reaches, quota, toRegion, wanted);
    // the ordinary case costs nothing: all of them together never wait
    if (shares.reduce((sum, { count }) => sum + count, 0) <= quota.atOnce) continue;
    const inFull = shares.some(({ kinds }) => kinds.some(isCopiedInFull(quota)));
    const copyMinutes = inFull ? fullCopyMinutes : changesCopyMinutes;
    // copies into several Regions are made one after the other
    const before = index * copyMinutes;
    const after = (regions.length - 1 - index) * copyMinutes;
    const batches = batchesOf(shares);
    if (isNeverLate(batches, { atOnce: quota.atOnce, copyMinutes, regionCount: regions.length })) continue;
    const queue = new CopyQueue(quota.atOnce, copyMinutes);
    for (const { minute, batch } of batches) {
      const count = batch.reduce((sum, { share }) => sum + share.count, 0);
      const isBehindEarlier = queue.isBusy(minute + before);
      const takesMinutes = queue.add(minute + before, count) + after - minute;
      const kinds = [...new Set(batch.flatMap(({ share }) => share.kinds.map(({ name }) => name)))].sort();
      for (const { share, rule } of batch.filter((each) => takesMinutes > each.rule.copyWithinMinutes)) {
        const own = { rule, startMinute: minute, ofOthers: count - share.count };
        const all = { toRegion, kinds, count, isBehindEarlier, atOnce: quota.atOnce, copyMinutes, takesMinutes };
        yield { plan: share.plan, cls, quota, copies: { ...own, ...all } };
      }
      // it only grows from here
      if (takesMinutes > endlessMinutes) break;
    }
  }
}

interface Pace {
  readonly atOnce: number;
  readonly copyMinutes: number;
  /** Into which each backup is copied, one after the other. */
  readonly regionCount: number;
}

/** Whether the copies of each minute are made in time, and before the next ones are asked for: the queue would say the same, and takes longer. */
const isNeverLate = (batches: readonly Batch[], { atOnce, copyMinutes, regionCount }: Pace): boolean =>
  batches.every(({ minute, batch }, index) => {
    const count = batch.reduce((sum, { share }) => sum + share.count, 0);
    const minutes = Math.ceil(count / atOnce) * copyMinutes;
    const next = batches[index + 1]?.minute ?? Number.POSITIVE_INFINITY;
    const takesMinutes = minutes + (regionCount - 1) * copyMinutes;
    return minute + minutes <= next && batch.every(({ rule }) => takesMinutes <= rule.copyWithinMinutes);
  });

const isCopiedInFull =
  ({ copiedFromFull }: Quota) =>
  ({ name, isIncremental }: ResourceKind) =>
    !isIncremental || copiedFromFull.includes(name);

function sharesOf(
  estate: Estate,
  reaches: readonly Reach[],
  quota: Quota,
  toRegion: string,
  wanted: WantedSpread | null,
): readonly Share[] {
  const shares = new Map<string, { -readonly [Key in keyof Share]: Share[Key] }>();
  for (const { plan, kinds, region, accounts } of reaches) {
    const copied = kinds.filter(
      (kind) => quota.kinds.includes(kind.name) && copyObstacle(kind, region, toRegion) === null,
    );
    if (copied.length === 0) continue;
    const spread = wanted?.plan === plan ? { ...plan, spreadMinutes: wanted.minutes } : plan;
    const byDelay =
      spread.spreadMinutes === 0
        ? new Map([[0, accounts]])
        : groupBy(accounts, (account) => startDelayIn(estate, spread, account));
    for (const [delayMinutes, some] of byDelay) {
      const key = `${plan.name} ${delayMinutes}`;
      const share = shares.get(key) ?? { plan, delayMinutes, kinds: [], count: 0 };
      share.kinds = [...new Set([...share.kinds, ...copied])];
      share.count += some.length;
      shares.set(key, share);
    }
  }
  return [...shares.values()];
}

interface Batch {
  readonly minute: number;
  readonly batch: readonly { readonly share: Share; readonly rule: Rule }[];
}

/** All that starts in the same minute, in order, for long enough that everything that can meet has met. */
function batchesOf(shares: readonly Share[]): readonly Batch[] {
  const series = shares.flatMap((share) => {
    const starts = planStarts(share.plan);
    // which of two backups AWS keeps changes nothing here
    const [kept = []] = starts?.outcomes ?? [];
    return starts
      ? kept.filter(({ rule }) => makesCopies(rule)).map((one) => ({ share, ...one, cycle: starts.cycle }))
      : [];
  });
  const longest = Math.max(0, ...series.map(({ cycle }) => cycle.minutes));
  const horizon = Math.min(longest * 2, 366 * minutesPerDay);
  const byMinute = new Map<number, { share: Share; rule: Rule }[]>();
  for (const { share, rule, starts, cycle } of series) {
    for (let turn = 0; turn * cycle.minutes < horizon; turn++) {
      for (const start of starts) {
        const scheduled = start + turn * cycle.minutes;
        if (scheduled >= cycle.beginMinute + horizon) break;
        const minute = scheduled + share.delayMinutes;
        const batch = byMinute.get(minute) ?? [];
        batch.push({ share, rule });
        byMinute.set(minute, batch);
      }
    }
  }
  return [...byMinute].map(([minute, batch]) => ({ minute, batch })).sort((a, b) => a.minute - b.minute);
}
