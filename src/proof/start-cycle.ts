import type { CronSchedule } from "../aws/cron.ts";
import { startsEveryDay } from "../aws/describe-day.ts";
import { calendarCycleDays, calendarCycleYears, startMonths } from "../aws/start-months.ts";
import { minutesPerDay, startTimes } from "../aws/start-times.ts";
import { firstYear } from "./first-year.ts";

/** A stretch of time after which starts repeat, for ever in both directions. */
export interface Cycle {
  /** In minutes since 1970 (UTC). */
  readonly beginMinute: number;
  readonly minutes: number;
}

const beginMinute = Date.UTC(firstYear, 0) / 60_000;
const days = (count: number): Cycle => ({ beginMinute, minutes: count * minutesPerDay });

/** Every date and weekday of the calendar, once. */
export const calendarCycle = days(calendarCycleDays);
export const shortCalendarYears = 28;
/**
 * 28 years, the calendar as long as every fourth year is a leap year. Any three consecutive years of the 400 are, day for
 * day and with their weekdays, three of these: the leap years left out in 2100, 2200 and 2300 only put three years in a
 * row without one, which is nothing new. So whatever depends on three years at most can be read from it.
 */
export const shortCalendarCycle = days(shortCalendarYears * 365 + shortCalendarYears / 4);
/** What three consecutive years have room for at least, wherever it begins. */
export const shortCalendarReachMinutes = 730 * minutesPerDay;

/** The shortest cycle after which all the schedules repeat; each of them goes on for ever. */
export function cycleOf(schedules: readonly CronSchedule[]): Cycle {
  if (schedules.every(startsEveryDay)) return days(1);
  const onWeekDays = ({ days: rule, months }: CronSchedule) => rule.on === "days-of-week" && months.length === 12;
  return schedules.every((schedule) => startsEveryDay(schedule) || onWeekDays(schedule)) ? days(7) : shortCalendarCycle;
}

/** All starts of a schedule within a cycle, in order. */
export function startsWithin(schedule: CronSchedule, cycle: Cycle): Float64Array {
  const times = startTimes(schedule);
  const end = cycle.beginMinute + cycle.minutes;
  const midnights: number[] = [];
  for (const { firstDay, daysOfMonth } of startMonths(schedule, firstYear, firstYear + calendarCycleYears - 1)) {
    if (firstDay * minutesPerDay >= end) break;
    for (const day of daysOfMonth) {
      const midnight = (firstDay + day - 1) * minutesPerDay;
      if (midnight < end) midnights.push(midnight);
    }
  }
  const starts = new Float64Array(midnights.length * times.length);
  let count = 0;
  for (const midnight of midnights) for (const time of times) starts[count++] = midnight + time;
  return starts;
}
