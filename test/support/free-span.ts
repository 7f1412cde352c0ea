import { fieldsOf, startsWithin } from "../emulator/model/backup/starts.ts";

interface Window {
  /** `cron(…)`. */
  readonly schedule: string;
  readonly startWithinMinutes: number;
}

const day = 1440;
const clock = (minute: number) =>
  [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/**
 * An hour of the day in which the windows of databases and file systems may lie, so that each start window still has ten
 * minutes in a row that are neither in it nor in the three hours before, tried minute by minute; `undefined`: there is none.
 */
export function freeSpan(windows: readonly Window[]): string | undefined {
  const starts = windows.flatMap(({ schedule, startWithinMinutes }) => {
    const times = startsWithin(fieldsOf(schedule) ?? "", Math.floor(Date.UTC(2027, 0, 1) / 86_400_000), 400);
    return [...new Set(times.map((time) => time % day))].map((minute) => ({ minute, startWithinMinutes }));
  });
  const hours = Array.from({ length: 24 }, (_, index) => (23 - index) * 60);
  const found = hours.find((from) =>
    starts.every(({ minute, startWithinMinutes }) => {
      let free = 0;
      for (let at = minute; at < minute + startWithinMinutes; at++) {
        const sinceRefused = (((at - (from - 180)) % day) + day) % day;
        free = sinceRefused < 240 ? 0 : free + 1;
        if (free === 10) return true;
      }
      return false;
    }),
  );
  return found === undefined ? undefined : `${clock(found)}-${clock(found + 60)}`;
}
