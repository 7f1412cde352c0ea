import type { CronSchedule } from "./cron.ts";

/** Minutes in a day; schedules are in UTC, so every day has as many. */
export const minutesPerDay = 1440;

/** The starts of any one day on which a schedule starts, in minutes since midnight, in order. */
export function startTimes(schedule: CronSchedule): readonly number[] {
  return schedule.hours.flatMap((hour) => schedule.minutes.map((minute) => hour * 60 + minute));
}
