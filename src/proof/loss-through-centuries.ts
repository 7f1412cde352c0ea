import { type Cycle, calendarCycle, shortCalendarCycle, shortCalendarReachMinutes } from "./start-cycle.ts";
import { throughCenturies } from "./through-centuries.ts";
import { widestGap } from "./widest-gap.ts";
import { type Loss, type PointSeries, worstLoss } from "./worst-loss.ts";

/**
 * The worst of every cycle there is. 28 years show it where no more than two of them decide what is left at a moment;
 * elsewhere the starts go on through the 400 years of the calendar, which takes longer.
 *
 * @param overlapMinutes time that decides whether one backup is kept.
 */
export function lossThroughCenturies(series: readonly PointSeries[], cycle: Cycle, overlapMinutes: number): Loss {
  if (cycle !== shortCalendarCycle || reachMinutes(series, cycle) + overlapMinutes <= shortCalendarReachMinutes) {
    return worstLoss(series, cycle);
  }
  const long = series.map((one) => ({ ...one, starts: throughCenturies(one.starts) }));
  return worstLoss(long, calendarCycle);
}

/**
 * How much time before a moment decides what is left then. A series that always has a recovery point lets nothing older
 * count, however rarely other rules start; without one, the last recovery point of each rule counts.
 */
function reachMinutes(series: readonly PointSeries[], cycle: Cycle): number {
  const reaches = series
    .filter(({ starts }) => starts.length > 0)
    .map(({ starts, latencyMinutes, retentionMinutes }) => {
      const minutes = widestGap(starts, cycle) + latencyMinutes;
      return { minutes, latencyMinutes, isLasting: retentionMinutes >= minutes };
    });
  const lasting = reaches.filter(({ isLasting }) => isLasting);
  const needed =
    lasting.length > 0
      ? Math.min(...lasting.map(({ minutes }) => minutes))
      : Math.max(0, ...reaches.map(({ minutes }) => minutes));
  return Math.max(needed, ...reaches.map(({ latencyMinutes }) => latencyMinutes));
}
