import type { Rule } from "../model.ts";
import { StartCursor } from "./start-cursor.ts";
import type { Cycle } from "./start-cycle.ts";

/** Recovery points of one rule in one kind of vault. */
export interface PointSeries {
  readonly rule: Rule;
  /** Their creation, as AWS counts it: a copy has the creation of the backup it was made from. */
  readonly starts: Float64Array;
  /** From the start to the moment when the recovery point can be used at the latest. */
  readonly latencyMinutes: number;
  /** From the start to the expiry. */
  readonly retentionMinutes: number;
}

/** What may be lost at worst, and when. Moments are in minutes since 1970 (UTC). */
export type Loss =
  | {
      readonly kind: "bounded";
      /** From `fromMinute` to `availableMinute`. */
      readonly minutes: number;
      readonly gap: LossGap;
    }
  | {
      /** From `emptyMinute` to `availableMinute` there is no recovery point at all. */
      readonly kind: "nothing-left";
      readonly emptyMinute: number;
      readonly gap: LossGap;
    }
  /** There never is a recovery point: none is made, or each has expired before it can be used. */
  | { readonly kind: "never" };

/** The worst moment is just before `availableMinute`; the earliest such moment from 2026 on. */
export interface LossGap {
  /** Start of the last backup that can be used then; its data may be as old. */
  readonly fromMinute: number;
  readonly fromRule: Rule;
  /** Start of the backup that ends the gap. */
  readonly toMinute: number;
  readonly toRule: Rule;
  /** When that one can be used at the latest. */
  readonly availableMinute: number;
  /** A rule that started since `fromMinute` and whose recovery point has come and expired; `null`: none has. */
  readonly expiredRule: Rule | null;
}

/**
 * The worst of a cycle, exactly: data only grows older until a backup becomes available, so just before each of these
 * moments is looked at, and no other. What lies before the cycle is what lies at its end: the plan has always been running.
 */
export function worstLoss(series: readonly PointSeries[], cycle: Cycle): Loss {
  const { beginMinute } = cycle;
  const points = series
    .filter(({ starts, latencyMinutes, retentionMinutes }) => starts.length > 0 && retentionMinutes > latencyMinutes)
    .map((one) => ({ ...one, cursor: new StartCursor(one.starts, cycle, beginMinute - one.latencyMinutes) }));
  let widest: Moment | undefined;
  let emptiest: Moment | undefined;
  for (;;) {
    const moment = nextMoment(points);
    if (!moment || moment.availableMinute >= beginMinute + cycle.minutes) break;
    if (moment.isEmpty) emptiest = worse(moment, emptiest, cycle);
    else widest = worse(moment, widest, cycle);
  }
  if (emptiest) return { kind: "nothing-left", emptyMinute: emptiest.sinceMinute, gap: gapOf(emptiest) };
  if (!widest) return { kind: "never" };
  return { kind: "bounded", minutes: widest.availableMinute - widest.sinceMinute, gap: gapOf(widest) };
}

interface Point extends PointSeries {
  readonly cursor: StartCursor;
}

/** Just before a backup becomes available. */
interface Moment {
  /** Whether there is no recovery point. */
  readonly isEmpty: boolean;
  /** The start of the newest recovery point that is left, or the expiry of the last that was. */
  readonly sinceMinute: number;
  readonly fromMinute: number;
  readonly fromRule: Rule;
  readonly toMinute: number;
  readonly toRule: Rule;
  readonly availableMinute: number;
  readonly expiredRule: Rule | null;
}

/** Goes on to the next moment in which backups become available. */
function nextMoment(points: readonly Point[]): Moment | undefined {
  let availableMinute = Number.POSITIVE_INFINITY;
  for (const { cursor, latencyMinutes } of points) {
    availableMinute = Math.min(availableMinute, cursor.next + latencyMinutes);
  }
  let newest: Point | undefined;
  let fromMinute = Number.NEGATIVE_INFINITY;
  let latest: Point | undefined;
  let latestMinute = Number.NEGATIVE_INFINITY;
  let lasting: Point | undefined;
  let emptyMinute = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const start = point.cursor.previous;
    const expiry = start + point.retentionMinutes;
    if (start > latestMinute) {
      latest = point;
      latestMinute = start;
    }
    if (expiry > emptyMinute) {
      lasting = point;
      emptyMinute = expiry;
    }
    if (expiry >= availableMinute && start > fromMinute) {
      newest = point;
      fromMinute = start;
    }
  }
  let to: Point | undefined;
  let toMinute = Number.NEGATIVE_INFINITY;
  const from = newest ?? lasting;
  if (!from) return undefined;
  if (!newest) fromMinute = from.cursor.previous;
  for (const point of points) {
    const { cursor, latencyMinutes } = point;
    if (cursor.next + latencyMinutes !== availableMinute) continue;
    if (cursor.next > toMinute) {
      to = point;
      toMinute = cursor.next;
    }
    cursor.advance();
  }
  if (!to) return undefined;
  return {
    isEmpty: !newest,
    sinceMinute: newest ? fromMinute : emptyMinute,
    fromMinute,
    fromRule: from.rule,
    toMinute,
    toRule: to.rule,
    availableMinute,
    expiredRule: latest && latestMinute > fromMinute ? latest.rule : null,
  };
}

/** The longer of two moments, of equals the one that begins first within the cycle. */
function worse(moment: Moment, other: Moment | undefined, { beginMinute, minutes }: Cycle): Moment {
  const { sinceMinute } = moment;
  const longer = other ? moment.availableMinute - sinceMinute - (other.availableMinute - other.sinceMinute) : 1;
  if (other && longer < 0) return other;
  const shift = sinceMinute < beginMinute ? Math.ceil((beginMinute - sinceMinute) / minutes) * minutes : 0;
  if (other && longer === 0 && sinceMinute + shift >= other.sinceMinute) return other;
  return {
    ...moment,
    sinceMinute: sinceMinute + shift,
    fromMinute: moment.fromMinute + shift,
    toMinute: moment.toMinute + shift,
    availableMinute: moment.availableMinute + shift,
  };
}

const gapOf = ({ isEmpty: _isEmpty, sinceMinute: _sinceMinute, ...gap }: Moment): LossGap => gap;
