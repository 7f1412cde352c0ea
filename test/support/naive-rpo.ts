import { naivelyStartsOn } from "../emulator/model/backup/naive-cron.ts";

/** A rule in the plainest words; all times in minutes. */
export interface NaiveRule {
  /** Expression without its brackets, for the days on which it starts. */
  readonly cron: string;
  /** Its starts within a day, as minutes since midnight. */
  readonly times: readonly number[];
  readonly startWithin: number;
  /** From the end of the start window until a recovery point can be used. */
  readonly readyWithin: number;
  /** How long the local backup is kept; decides which of two overlapping backups AWS keeps. */
  readonly localRetention: number;
  /** How long a recovery point of this target is kept; `null`: the rule makes none there. */
  readonly retention: number | null;
}

export interface NaiveLoss {
  readonly kind: "bounded" | "nothing-left" | "never";
  /** Longest time back to the data, or longest time with nothing left. */
  readonly minutes: number;
  /** Age of the data, or the moment from which nothing is left. */
  readonly since: number;
  readonly to: number;
  readonly available: number;
}

interface Start {
  readonly rule: number;
  readonly at: number;
}
interface Point {
  readonly created: number;
  readonly ready: number;
  readonly gone: number;
}

const day = 1440;

/**
 * The worst loss from `from` on, by looking at every backup there is before every moment in which one becomes usable.
 * Straight from the definition, sharing nothing with the proof. `lookBack` and `cycle` cover all that repeats.
 */
export function naiveWorstLoss(rules: readonly NaiveRule[], from: number, cycle: number, lookBack: number): NaiveLoss {
  const first = from - lookBack;
  const last = from + cycle + lookBack;
  const starts = rules.map(({ cron, times }, rule) => {
    const found: Start[] = [];
    for (let midnight = first; midnight < last; midnight += day) {
      if (naivelyStartsOn(cron, new Date(midnight * 60_000)))
        for (const time of times) found.push({ rule, at: midnight + time });
    }
    return found;
  });
  const all = rules.map((_, index) => index);
  const isDecided = new Set(rules.map(({ localRetention }) => localRetention)).size === rules.length;
  const losses = (isDecided ? [all] : orders(all)).map((order) => {
    const lists = rules.map((_, rule) => (starts[rule] ?? []).filter((start) => isKept(start, starts, rules, order)));
    const points = lists.flatMap((list, index) => pointsOf(list, rules[index])).sort((a, b) => a.ready - b.ready);
    // the edges have seen too little of what is around them
    return worstOf(points, from, from + cycle + lookBack / 2, lookBack);
  });
  const worst = (kind: string) =>
    losses.filter((loss) => loss.kind === kind).sort((a, b) => b.minutes - a.minutes || a.since - b.since)[0];
  const result = worst("never") ?? worst("nothing-left") ?? worst("bounded");
  if (!result) throw new Error("no order of the rules");
  return result;
}

function isKept(
  start: Start,
  starts: readonly (readonly Start[])[],
  rules: readonly NaiveRule[],
  order: readonly number[],
) {
  const own = rules[start.rule];
  return rules.every((other, index) => {
    if (!own || index === start.rule || other.localRetention < own.localRetention) return true;
    if (other.localRetention === own.localRetention && order.indexOf(index) > order.indexOf(start.rule)) return true;
    return !(starts[index] ?? []).some(
      ({ at }) => Math.max(at, start.at) < Math.min(at + other.startWithin, start.at + own.startWithin),
    );
  });
}

function pointsOf(list: readonly Start[], rule: NaiveRule | undefined): readonly Point[] {
  if (!rule || rule.retention === null) return [];
  const { startWithin, readyWithin, retention } = rule;
  return list.map(({ at }) => ({ created: at, ready: at + startWithin + readyWithin, gone: at + retention }));
}

function worstOf(points: readonly Point[], from: number, to: number, lookBack: number): NaiveLoss {
  let bounded: NaiveLoss | undefined;
  let empty: NaiveLoss | undefined;
  let begin = 0;
  for (const moment of new Set(points.map(({ ready }) => ready))) {
    while ((points[begin]?.ready ?? moment) < moment - lookBack) begin += 1;
    if (moment < from || moment >= to) continue;
    const before: Point[] = [];
    const now: Point[] = [];
    for (let index = begin; index < points.length; index++) {
      const point = points[index];
      if (!point || point.ready > moment) break;
      (point.ready === moment ? now : before).push(point);
    }
    // what has expired before it is ready never was
    const lived = before.filter(({ ready, gone }) => gone > ready);
    if (now.every(({ ready, gone }) => gone <= ready)) continue;
    const next = Math.max(...now.filter(({ ready, gone }) => gone > ready).map(({ created }) => created));
    const left = lived.filter(({ gone }) => gone >= moment);
    const since =
      left.length > 0 ? Math.max(...left.map(({ created }) => created)) : Math.max(...lived.map(({ gone }) => gone));
    if (since < from) continue;
    const loss = { minutes: moment - since, since, to: next, available: moment };
    if (left.length > 0) {
      if (!bounded || loss.minutes > bounded.minutes) bounded = { kind: "bounded", ...loss };
    } else if (!empty || loss.minutes > empty.minutes) empty = { kind: "nothing-left", ...loss };
  }
  return empty ?? bounded ?? { kind: "never", minutes: 0, since: 0, to: 0, available: 0 };
}

function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
