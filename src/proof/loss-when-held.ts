import { heldMinutes, makesCopies } from "./holds.ts";
import type { RuleStarts } from "./overlaps.ts";
import type { Outcome } from "./plan-starts.ts";
import { recoveryPointTimes, type Target } from "./recovery-point-times.ts";
import { StartCursor } from "./start-cursor.ts";
import type { Cycle } from "./start-cycle.ts";
import { type Loss, worstLoss } from "./worst-loss.ts";

/**
 * What may be lost of local backups when jobs of a plan use all their windows: after each start, the next that is sure to
 * find the resource free before its own window ends. Those between expire.
 */
export function localLossWhenHeld(outcome: Outcome, cycle: Cycle): number {
  const rules = outcome.filter(({ starts }) => starts.length > 0);
  let worst = 0;
  for (const { rule, starts } of rules) {
    const held = heldMinutes(rule);
    const [first = 0] = starts;
    const cursors = rules.map((next) => {
      const least = Math.max(1, held - next.rule.startWithinMinutes);
      return { rule: next.rule, least, cursor: new StartCursor(next.starts, cycle, first + least) };
    });
    for (const start of starts) {
      let nextMinute = Number.POSITIVE_INFINITY;
      let availableMinute = 0;
      for (const { rule: next, least, cursor } of cursors) {
        while (cursor.next < start + least) cursor.advance();
        if (cursor.next >= nextMinute) continue;
        nextMinute = cursor.next;
        availableMinute = nextMinute + next.startWithinMinutes + next.completeWithinMinutes;
      }
      worst = Math.max(worst, availableMinute - start);
    }
  }
  return worst;
}

/** What may be lost of copies when no other than these backups are copied. */
export function copyLoss(copied: Outcome, cycle: Cycle, target: Exclude<Target, "local">): Loss {
  const series = copied.flatMap((one) => {
    const times = recoveryPointTimes(one.rule, target);
    return times && one.starts.length > 0 ? [{ ...one, ...times }] : [];
  });
  return worstLoss(series, cycle);
}

/**
 * Those starts of a plan whose copies are sure to be made when jobs use all their windows: no other job may hold the
 * resource when the backup has to start, and none starts before the last copy is there.
 */
export function surelyCopied(outcome: Outcome, cycle: Cycle): Outcome {
  const rules = outcome.filter(({ starts }) => starts.length > 0);
  return rules.flatMap((one) => (makesCopies(one.rule) ? [undisturbed(one, rules, cycle)] : []));
}

function undisturbed({ rule, starts }: RuleStarts, rules: Outcome, cycle: Cycle): RuleStarts {
  const [first = 0] = starts;
  const held = heldMinutes(rule);
  const befores = rules.map((other) => ({
    othersHeld: heldMinutes(other.rule),
    cursor: new StartCursor(other.starts, cycle, first),
  }));
  const afters = rules.map((other) => new StartCursor(other.starts, cycle, first + 1));
  const sure = starts.filter((start) => {
    let isSure = true;
    for (const { othersHeld, cursor } of befores) {
      while (cursor.next < start) cursor.advance();
      if (cursor.previous + othersHeld > start + rule.startWithinMinutes) isSure = false;
    }
    for (const cursor of afters) {
      while (cursor.next <= start) cursor.advance();
      if (cursor.next < start + held) isSure = false;
    }
    return isSure;
  });
  return { rule, starts: sure };
}
