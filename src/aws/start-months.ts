import type { CronSchedule } from "./cron.ts";
import type { DayRule } from "./cron-days.ts";

/** Years after which the calendar repeats, weekdays included: they are exactly 20,871 weeks. */
export const calendarCycleYears = 400;
/** The days of one calendar cycle. */
export const calendarCycleDays = 146_097;

/** A month in which a schedule starts. */
export interface StartMonth {
  /** Days from 1 January 1970 to the first of the month. */
  readonly firstDay: number;
  /** The days on which it starts, 1 to 31, in order. Months of the same shape share one array. */
  readonly daysOfMonth: readonly number[];
}

/** The months in which a schedule starts, in order, from January of one year to December of another. */
export function* startMonths(schedule: CronSchedule, fromYear: number, toYear: number): Generator<StartMonth, void> {
  // the days depend only on the month's length and the weekday of its first: 28 shapes for 4,800 months
  const shapes = new Map<number, readonly number[]>();
  for (let year = fromYear; year <= toYear; year++) {
    if (schedule.years !== "every" && !schedule.years.includes(year)) continue;
    for (const month of schedule.months) {
      const firstDay = dayNumber(year, month);
      const length = dayNumber(year, month + 1) - firstDay;
      const firstWeekDay = weekDayOf(firstDay);
      const shape = length * 8 + firstWeekDay;
      const daysOfMonth = shapes.get(shape) ?? matchingDays(schedule.days, firstWeekDay, length);
      shapes.set(shape, daysOfMonth);
      if (daysOfMonth.length > 0) yield { firstDay, daysOfMonth };
    }
  }
}

function matchingDays(rule: DayRule, firstWeekDay: number, length: number): readonly number[] {
  switch (rule.on) {
    case "days-of-month":
      return rule.days.filter((day) => day <= length);
    case "last-day-of-month":
      return [length];
    case "nearest-weekday":
      return rule.day <= length ? [nearestWeekday(rule.day, firstWeekDay, length)] : [];
    case "days-of-week":
      return rule.days.flatMap((weekDay) => daysOn(weekDay, firstWeekDay, length)).sort((a, b) => a - b);
    case "last-day-of-week":
      return daysOn(rule.day, firstWeekDay, length).slice(-1);
    case "nth-day-of-week":
      return daysOn(rule.day, firstWeekDay, length).slice(rule.nth - 1, rule.nth);
  }
}

function daysOn(weekDay: number, firstWeekDay: number, length: number): readonly number[] {
  const days: number[] = [];
  for (let day = 1 + ((weekDay - firstWeekDay + 7) % 7); day <= length; day += 7) days.push(day);
  return days;
}

// never leaves the month: the 1st on a Saturday moves on to Monday, the last day on a Sunday back to Friday
function nearestWeekday(day: number, firstWeekDay: number, length: number): number {
  const weekDay = ((firstWeekDay + day - 2) % 7) + 1;
  if (weekDay === 7) return day === 1 ? 3 : day - 1;
  if (weekDay === 1) return day === length ? day - 2 : day + 1;
  return day;
}

function dayNumber(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / 86_400_000;
}

// 1 January 1970 was a Thursday, which AWS calls 5
function weekDayOf(day: number): number {
  return ((((day + 4) % 7) + 7) % 7) + 1;
}
