import { calendarCycleYears } from "../aws/start-months.ts";
import { firstYear } from "./first-year.ts";
import { shortCalendarYears } from "./start-cycle.ts";

/**
 * The starts of the short calendar cycle, gone on with through the whole one: each year has those of a year that is the
 * same day for day and has the same neighbours, so that what depends on a year before and after it is the same too.
 */
export function throughCenturies(starts: Float64Array): Float64Array {
  const known = new Map<string, { readonly begin: number; readonly starts: Float64Array }>();
  for (let year = firstYear; year < firstYear + shortCalendarYears; year++) {
    const [begin, end] = [beginOf(year), beginOf(year + 1)];
    known.set(shapeOf(year), { begin, starts: starts.filter((start) => start >= begin && start < end) });
  }
  const years = Array.from({ length: calendarCycleYears }, (_, index) => {
    const year = firstYear + index;
    const like = known.get(shapeOf(year));
    if (!like) throw new Error(`no year of the short calendar cycle is like ${year}`);
    return { ...like, shift: beginOf(year) - like.begin };
  });
  const all = new Float64Array(years.reduce((sum, year) => sum + year.starts.length, 0));
  let count = 0;
  for (const { starts: own, shift } of years) for (const start of own) all[count++] = start + shift;
  return all;
}

const beginOf = (year: number) => Date.UTC(year, 0) / 60_000;
const daysOf = (year: number) => (beginOf(year + 1) - beginOf(year)) / 1440;

/** The weekday on which a year begins, and how long the years around it and itself are. */
const shapeOf = (year: number) =>
  [new Date(Date.UTC(year, 0)).getUTCDay(), daysOf(year - 1), daysOf(year), daysOf(year + 1)].join(" ");
