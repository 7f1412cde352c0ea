import type { Rule } from "../model.ts";
import { StartCursor } from "./start-cursor.ts";
import type { Cycle } from "./start-cycle.ts";

/**
 * How long what a rule starts may hold a resource, from the scheduled start to the end of its last copy: AWS makes one
 * backup or copy of a resource at a time.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
 */
export const heldMinutes = (rule: Rule): number =>
  rule.startWithinMinutes + rule.completeWithinMinutes + (makesCopies(rule) ? rule.copyWithinMinutes : 0);

/**
 * How long it may hold the resource when the other's next start comes `gapMinutes` later. That one waits until its start
 * window ends. AWS does not say whose turn it is once a backup is complete, so that none may wait while copies do.
 */
export const roomMinutes = (rule: Rule, next: Rule, gapMinutes: number): number =>
  makesCopies(rule) ? gapMinutes : gapMinutes + next.startWithinMinutes;

export const makesCopies = ({ copies }: Rule): boolean => copies.kind === "central";

/** Starts that come again with a cycle. */
export interface CyclicStarts {
  readonly starts: Float64Array;
  readonly cycle: Cycle;
}

/** A start of one rule and the next start of another. */
export interface StartPair {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * The shortest time from a start to the next one of another rule, or of the same.
 *
 * @param leastMinutes what the next start is later at least: 0 where both may start together.
 */
export function closestStarts(one: CyclicStarts, next: CyclicStarts, leastMinutes: 0 | 1): StartPair | null {
  const [first] = one.starts;
  const [firstNext] = next.starts;
  if (first === undefined || firstNext === undefined) return null;
  let closest: StartPair | null = null;
  const take = (fromMinute: number, toMinute: number) => {
    if (!closest || toMinute - fromMinute < closest.toMinute - closest.fromMinute) closest = { fromMinute, toMinute };
  };
  if (one.cycle.minutes >= next.cycle.minutes) {
    const cursor = new StartCursor(next.starts, next.cycle, first + leastMinutes);
    for (const start of one.starts) {
      while (cursor.next < start + leastMinutes) cursor.advance();
      take(start, cursor.next);
    }
  } else {
    const cursor = new StartCursor(one.starts, one.cycle, firstNext - leastMinutes + 1);
    for (const start of next.starts) {
      while (cursor.next <= start - leastMinutes) cursor.advance();
      take(cursor.previous, start);
    }
  }
  return closest;
}
