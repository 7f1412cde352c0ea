import type { CronSchedule } from "./cron.ts";
import { calendarCycleDays, calendarCycleYears, type StartMonth, startMonths } from "./start-months.ts";
import { minutesPerDay, startTimes } from "./start-times.ts";

/** Two consecutive starts, in minutes since 1970 (UTC), and the minutes between them. */
export interface StartGap {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly gapMinutes: number;
}

/**
 * How far apart the starts of a schedule are. `endless` holds for every year to come; `ending` bounds nothing after
 * `lastMinute`, from when recovery points only grow older.
 */
export type ScheduleGaps =
  | { readonly kind: "never" }
  | { readonly kind: "once"; readonly firstMinute: number }
  | {
      readonly kind: "ending";
      readonly firstMinute: number;
      readonly lastMinute: number;
      readonly widest: StartGap;
      readonly finest: StartGap;
    }
  | { readonly kind: "endless"; readonly firstMinute: number; readonly widest: StartGap; readonly finest: StartGap };

/**
 * The widest and the finest gap between consecutive starts from 1 January of `fromYear` on. Where several gaps are
 * equally wide, the earliest. A schedule for every year is followed through one whole cycle of the calendar.
 */
export function scheduleGaps(schedule: CronSchedule, fromYear: number): ScheduleGaps {
  const key = `${fromYear} ${JSON.stringify(schedule)}`;
  const gaps = known.get(key) ?? gapsThrough(schedule, fromYear);
  if (known.size >= mostKnown) known.clear();
  known.set(key, gaps);
  return gaps;
}

// several checks ask for the same schedule, and 400 years take milliseconds
const known = new Map<string, ScheduleGaps>();
const mostKnown = 256;

function gapsThrough(schedule: CronSchedule, fromYear: number): ScheduleGaps {
  const isEndless = schedule.years === "every";
  const toYear = isEndless ? fromYear + calendarCycleYears - 1 : Math.max(...schedule.years);
  const months = [...startMonths(schedule, fromYear, toYear)];
  const times = startTimes(schedule);
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return { kind: "never" };
  const firstMinute = firstStartOf(first, times);
  const lastMinute = lastStartOf(last, times);

  // the cycle closes where its first month comes round again
  const cycle = isEndless ? [...months, { ...first, firstDay: first.firstDay + calendarCycleDays }] : months;
  let widest: StartGap | undefined;
  let finest: StartGap | undefined;
  for (const [fromMinute, toMinute] of distinctPairs(cycle, times)) {
    const gap = { fromMinute, toMinute, gapMinutes: toMinute - fromMinute };
    if (!widest || gap.gapMinutes > widest.gapMinutes) widest = gap;
    if (!finest || gap.gapMinutes < finest.gapMinutes) finest = gap;
  }
  if (!widest || !finest) return { kind: "once", firstMinute };
  return isEndless
    ? { kind: "endless", firstMinute, widest, finest }
    : { kind: "ending", firstMinute, lastMinute, widest, finest };
}

// Consecutive starts in order, without repeats: every day has the same times, and months of one shape the same days,
// so the first of each stands for the rest; only from one month to the next is every gap its own.
function* distinctPairs(months: readonly StartMonth[], times: readonly number[]): Generator<Pair, void> {
  const seen = new Set<readonly number[]>();
  let before: StartMonth | undefined;
  for (const month of months) {
    if (before) yield [lastStartOf(before, times), firstStartOf(month, times)];
    else
      for (const [from, to] of pairs(times))
        yield [startOf(month, month.daysOfMonth[0], from), startOf(month, month.daysOfMonth[0], to)];
    if (!seen.has(month.daysOfMonth)) {
      for (const [from, to] of pairs(month.daysOfMonth)) {
        yield [startOf(month, from, times.at(-1)), startOf(month, to, times[0])];
      }
    }
    seen.add(month.daysOfMonth);
    before = month;
  }
}

type Pair = readonly [from: number, to: number];

function* pairs(sorted: Iterable<number>): Generator<Pair, void> {
  let before: number | undefined;
  for (const value of sorted) {
    if (before !== undefined) yield [before, value];
    before = value;
  }
}

function firstStartOf(month: StartMonth, times: readonly number[]): number {
  return startOf(month, month.daysOfMonth[0], times[0]);
}

function lastStartOf(month: StartMonth, times: readonly number[]): number {
  return startOf(month, month.daysOfMonth.at(-1), times.at(-1));
}

// a schedule has at least one time and a start month at least one day; the defaults only satisfy the compiler
function startOf(month: StartMonth, dayOfMonth = 1, time = 0): number {
  return (month.firstDay + dayOfMonth - 1) * minutesPerDay + time;
}
