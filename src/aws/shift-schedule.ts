import { parseCron } from "./cron.ts";
import { startsEveryDay } from "./describe-day.ts";
import { minutesPerDay, startTimes } from "./start-times.ts";

/**
 * The schedule whose starts come so many minutes later, each of them. Cron says times of a day and days apart from each
 * other, so that only a schedule of every day can go on past midnight.
 *
 * @param minutes 0 leaves the text as it is
 * @returns `null`: cron cannot say it, or the schedule cannot be read
 */
export function shiftSchedule(expression: string, minutes: number): string | null {
  const read = parseCron(expression);
  if (!read.ok) return null;
  if (minutes === 0) return expression;
  const later = startTimes(read.schedule).map((time) => time + minutes);
  if (later.some((time) => time >= minutesPerDay) && !startsEveryDay(read.schedule)) return null;
  const times = later.map((time) => time % minutesPerDay);
  const minutesOfHours = sorted(times.map((time) => time % 60));
  const hours = sorted(times.map((time) => Math.floor(time / 60)));
  // each hour has the same minutes, or cron cannot say it
  if (minutesOfHours.length * hours.length !== new Set(times).size) return null;
  const days = expression.slice(0, -1).trim().split(/ +/).slice(2);
  return `cron(${[minutesOfHours.join(","), hours.length === 24 ? "*" : hours.join(","), ...days].join(" ")})`;
}

const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
