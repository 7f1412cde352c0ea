import type { CronSchedule } from "./cron.ts";
import { minutesPerDay, startTimes } from "./start-times.ts";

// more than fit into one line of a message
const mostTimesListed = 6;

/**
 * How the starts of a schedule lie within one of its days, for a message, such as `runs 05:00 to 23:00 and not from
 * 00:00 to 04:00, which leaves a nightly gap of 6h`; undefined when they are even, and when there is only one.
 */
export function describeDay(schedule: CronSchedule): string | undefined {
  const times = startTimes(schedule);
  const gaps = times.map((time, index) => (times[index + 1] ?? (times[0] ?? 0) + minutesPerDay) - time);
  const widest = Math.max(...gaps);
  if (gaps.every((gap) => gap === widest)) return undefined;

  const last = gaps.indexOf(widest);
  const run = [...times.slice(last + 1), ...times.slice(0, last + 1)];
  const from = run.at(-1) ?? 0;
  const described = describeRun(run, widest, [...gaps.slice(last + 1), ...gaps.slice(0, last)]);
  // before a day without starts the gap is wider
  if (!startsEveryDay(schedule)) return described;
  const isOnly = gaps.indexOf(widest) === gaps.lastIndexOf(widest);
  const gap = isOnly ? `a ${from + widest >= minutesPerDay ? "nightly" : "daily"} gap` : "gaps";
  return `${described}, which leaves ${gap} of ${hoursText(widest)}`;
}

/** Whether a schedule starts on every day of every year. */
export function startsEveryDay({ days, months, years }: CronSchedule): boolean {
  if (years !== "every" || months.length < 12) return false;
  return (
    (days.on === "days-of-week" && days.days.length === 7) || (days.on === "days-of-month" && days.days.length === 31)
  );
}

function describeRun(run: readonly number[], widest: number, between: readonly number[]): string {
  const [first = 0, last = 0] = [run[0], run.at(-1)];
  const step = between[0] ?? widest;
  const isEven = run.length > 2 && between.every((gap) => gap === step);
  if (isEven && widest % step === 0) {
    const missing =
      widest === 2 * step ? `at ${clock(last + step)}` : `from ${clock(last + step)} to ${clock(first - step)}`;
    return `runs ${clock(first)} to ${clock(last)} and not ${missing}`;
  }
  if (run.length > mostTimesListed) return `runs ${run.length} times a day`;
  const times = [...run].sort((a, b) => a - b).map(clock);
  return `runs at ${times.slice(0, -1).join(", ")} and ${times.at(-1)}`;
}

function clock(minute: number): string {
  const inDay = (minute + minutesPerDay) % minutesPerDay;
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

const hoursText = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`);
