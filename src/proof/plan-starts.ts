import { type CronSchedule, parseCron } from "../aws/cron.ts";
import { scheduleGaps } from "../aws/schedule-gaps.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Plan, Rule } from "../model.ts";
import { firstYear } from "./first-year.ts";
import { type Overlap, overlapsOf, type RuleStarts } from "./overlaps.ts";
import { type Cycle, calendarCycle, cycleOf, shortCalendarCycle, startsWithin } from "./start-cycle.ts";

/** All starts of a plan through one cycle, from January of {@link firstYear} on. What they prove may take a longer one. */
export interface PlanStarts {
  readonly cycle: Cycle;
  readonly rules: readonly RuleStarts[];
  readonly overlaps: readonly Overlap[];
  /** The ways AWS may decide where it does not say which backup it keeps; one, when there is nothing to decide. */
  readonly outcomes: readonly Outcome[];
}

/** The starts of each rule whose backups AWS keeps, in the order of the rules. */
export type Outcome = readonly RuleStarts[];

// AWS Backup starts no more often than hourly
const finestMinutes = 60;
// four rules that AWS may put in any order; with more, none of the backups in question counts
const mostOrders = 24;
// what is kept in a year then depends on that year and its neighbours
const mostOverlapReachMinutes = 365 * minutesPerDay;

/** `null`: a schedule cannot be read, never starts, ends or starts too often, each an error of its own. */
export function planStarts(plan: Plan): PlanStarts | null {
  const starts = known.has(plan) ? (known.get(plan) ?? null) : startsOf(plan);
  known.set(plan, starts);
  return starts;
}

// two checks, the overview and an explanation ask for the same plan
const known = new WeakMap<Plan, PlanStarts | null>();

function startsOf(plan: Plan): PlanStarts | null {
  const schedules: CronSchedule[] = [];
  for (const rule of plan.rules) {
    const read = parseCron(rule.schedule);
    if (!read.ok) return null;
    const gaps = scheduleGaps(read.schedule, firstYear);
    if (gaps.kind !== "endless" || gaps.finest.gapMinutes < finestMinutes) return null;
    schedules.push(read.schedule);
  }
  const cycle = cycleOf(schedules);
  const isLong = cycle === shortCalendarCycle && overlapReachMinutes(plan) > mostOverlapReachMinutes;
  return startsThrough(plan, schedules, isLong ? calendarCycle : cycle);
}

function startsThrough(plan: Plan, schedules: readonly CronSchedule[], cycle: Cycle): PlanStarts {
  const rules = schedules.flatMap((schedule, index) => {
    const rule = plan.rules[index];
    return rule ? [{ rule, starts: startsWithin(schedule, cycle) }] : [];
  });
  const overlaps = overlapsOf(rules, cycle);
  return { cycle, rules, overlaps, outcomes: outcomesOf(rules, overlaps) };
}

/** How much time decides whether a backup is kept: the windows that may overlap its own, before it and after. */
export const overlapReachMinutes = ({ rules }: Plan): number =>
  2 * Math.max(...rules.map(({ startWithinMinutes }) => startWithinMinutes));

/**
 * AWS decides by rule, so every order of the rules that it may have in mind is an outcome. Of two backups that overlap
 * the lesser is not kept, even where the greater is itself not kept for a third: what may not be there does not count.
 */
function outcomesOf(rules: readonly RuleStarts[], overlaps: readonly Overlap[]): readonly Outcome[] {
  const undecided = overlaps.filter(({ kept }) => kept === "either");
  const groups = groupsOf(undecided);
  const count = groups.reduce((product, { length }) => product * factorial(length), 1);
  const losing = count > mostOrders ? [undecided] : ordersOfAll(groups).map((order) => lostIn(undecided, order));
  const decided = overlaps.filter(({ kept }) => kept === "other");
  // many orders leave a rule the same starts, which are then one array
  const known = new Map<string, RuleStarts>();
  return losing.map((lost) =>
    rules.map((one, index) => {
      const own = [...decided, ...lost].filter(({ rule }) => rule === one.rule);
      const key = [index, ...own.map((overlap) => overlaps.indexOf(overlap)).sort()].join(" ");
      const kept = known.get(key) ?? keptStarts(one, own);
      known.set(key, kept);
      return kept;
    }),
  );
}

function keptStarts({ rule, starts }: RuleStarts, lost: readonly Overlap[]): RuleStarts {
  if (lost.length === 0) return { rule, starts };
  return { rule, starts: starts.filter((_, index) => lost.every((overlap) => overlap.starts[index] === 0)) };
}

// both directions of an undecided overlap are in the list; the rule that comes later in the order loses
const lostIn = (undecided: readonly Overlap[], order: readonly Rule[]) =>
  undecided.filter(({ rule, other }) => order.indexOf(rule) > order.indexOf(other));

/** Rules that overlap each other undecidedly, directly or by way of others. */
function groupsOf(undecided: readonly Overlap[]): readonly (readonly Rule[])[] {
  let groups: readonly (readonly Rule[])[] = [];
  for (const { rule, other } of undecided) {
    const touched = groups.filter((group) => group.includes(rule) || group.includes(other));
    const joined = [...new Set([...touched.flat(), rule, other])];
    groups = [...groups.filter((group) => !touched.includes(group)), joined];
  }
  return groups;
}

const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1));

const ordersOfAll = (groups: readonly (readonly Rule[])[]): readonly (readonly Rule[])[] =>
  groups.reduce<readonly (readonly Rule[])[]>(
    (orders, group) => orders.flatMap((before) => ordersOf(group).map((order) => [...before, ...order])),
    [[]],
  );

function ordersOf(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  if (rules.length < 2) return [rules];
  return rules.flatMap((first) => ordersOf(rules.filter((rule) => rule !== first)).map((rest) => [first, ...rest]));
}
