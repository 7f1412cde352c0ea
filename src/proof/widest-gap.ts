import type { Cycle } from "./start-cycle.ts";

/** The longest time between two starts that follow each other, in minutes. */
export function widestGap(starts: Float64Array, cycle: Cycle): number {
  let widest = 0;
  let before = (starts.at(-1) ?? 0) - cycle.minutes;
  for (const start of starts) {
    if (start - before > widest) widest = start - before;
    before = start;
  }
  return widest;
}
