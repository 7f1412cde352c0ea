import type { CronSchedule } from "./cron.ts";
import { calendarCycleYears, startMonths } from "./start-months.ts";
import { minutesPerDay, startTimes } from "./start-times.ts";

/** The first start later than `afterMinute`, in minutes since 1970 (UTC), or undefined when it never starts again. */
export function nextStart(schedule: CronSchedule, afterMinute: number): number | undefined {
  const times = startTimes(schedule);
  const year = new Date(afterMinute * 60_000).getUTCFullYear();
  for (const { firstDay, daysOfMonth } of startMonths(schedule, year, year + calendarCycleYears)) {
    for (const dayOfMonth of daysOfMonth) {
      const midnight = (firstDay + dayOfMonth - 1) * minutesPerDay;
      if (midnight + minutesPerDay <= afterMinute) continue;
      const time = times.find((minute) => midnight + minute > afterMinute);
      if (time !== undefined) return midnight + time;
    }
  }
  return undefined;
}
