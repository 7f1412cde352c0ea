import { parseCron } from "../../../aws/cron.ts";
import type { CronRefusal } from "../../../aws/cron-field.ts";
import { type ScheduleGaps, scheduleGaps } from "../../../aws/schedule-gaps.ts";
import { minutesText } from "../../../words/units-text.ts";

export type Thinned = { readonly thinned: string } | { readonly unreadable: CronRefusal };

// a schedule for every year is followed through a whole cycle of the calendar, so that any year does for the first
const fromYear = 2024;

/** Whether the longest time between two starts has grown, or a schedule now ends; `null`: neither. */
export function thinned(before: string | null, after: string | null): Thinned | null {
  if (before === after || before === null) return null;
  if (after === null) return { thinned: "it has no schedule any more" };
  const gaps = [before, after].map((text) => {
    const parsed = parseCron(text);
    return parsed.ok ? scheduleGaps(parsed.schedule, fromYear) : parsed;
  });
  const [from, to] = gaps;
  if (from === undefined || to === undefined) return null;
  // nobody relied on starts of a schedule that AWS could not read
  if ("ok" in from) return null;
  if ("ok" in to) return { unreadable: to };
  return growth(from, to);
}

function growth(from: ScheduleGaps, to: ScheduleGaps): Thinned | null {
  if (from.kind === "never") return null;
  if (to.kind === "never") return { thinned: "it never starts" };
  if (from.kind === "endless" && to.kind !== "endless") return { thinned: "it ends some day" };
  if (from.kind === "once") return null;
  if (to.kind === "once") return { thinned: "it starts once" };
  if (from.kind === "ending" && to.kind === "ending" && to.lastMinute < from.lastMinute) {
    return { thinned: "it ends earlier" };
  }
  const [least, most] = [from.widest.gapMinutes, to.widest.gapMinutes];
  return most > least ? { thinned: `at most every ${minutesText(most)} instead of ${minutesText(least)}` } : null;
}
