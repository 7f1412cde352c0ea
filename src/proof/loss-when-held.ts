import { heldMinutes, makesCopies, roomMinutes } from "./holds.ts";
import type { RuleStarts } from "./overlaps.ts";
import type { Outcome } from "./plan-starts.ts";
import { recoveryPointTimes, type Target } from "./recovery-point-times.ts";
import { StartCursor } from "./start-cursor.ts";
import type { Cycle } from "./start-cycle.ts";
import { type Loss, worstLoss } from "./worst-loss.ts";

/**
 * What may be lost of local backups when jobs of a plan use all their windows, copies going before other backups. After each
 * start there is one that is sure to find the resource free before its own window ends. Those between may expire, or the
 * last of them runs and is in the way of that one.
 */
export function localLossWhenHeld(outcome: Outcome, cycle: Cycle): number {
  const rules = outcome.filter(({ starts }) => starts.length > 0);
  let worst = 0;
  for (const { rule, starts } of rules) {
    const [first = 0] = starts;
    const cursors = rules.map((next) => {
      const least = Math.max(1, heldMinutes(rule) - next.rule.startWithinMinutes);
      const cursor = new StartCursor(next.starts, cycle, first + least);
      const until = new StartCursor(next.starts, cycle, first + 1);
      return { least, cursor, until, readyMinutes: next.rule.startWithinMinutes + next.rule.completeWithinMinutes };
    });
    for (const start of starts) {
      let sureMinute = Number.POSITIVE_INFINITY;
      for (const { least, cursor } of cursors) {
        while (cursor.next < start + least) cursor.advance();
        sureMinute = Math.min(sureMinute, cursor.next);
      }
      for (const { until, readyMinutes } of cursors) {
        while (until.next <= sureMinute) until.advance();
        if (until.previous > start) worst = Math.max(worst, until.previous + readyMinutes - start);
      }
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
 * Those starts of a plan whose copies are sure to be made when jobs use all their windows: nothing that started before may
 * still be in the way, be it of the backup or, late itself, of its copies, and nothing starts before the last copy is there.
 */
export function surelyCopied(outcome: Outcome, cycle: Cycle): Outcome {
  const rules = outcome.filter(({ starts }) => starts.length > 0);
  return rules.flatMap((one) => (makesCopies(one.rule) ? [undisturbed(one, rules, cycle)] : []));
}

function undisturbed({ rule, starts }: RuleStarts, rules: Outcome, cycle: Cycle): RuleStarts {
  const [first = 0] = starts;
  const held = heldMinutes(rule);
  const befores = rules.map((other) => ({
    // how much later this has to start at least
    apartMinutes: heldMinutes(other.rule) - roomMinutes(other.rule, rule, 0),
    cursor: new StartCursor(other.starts, cycle, first),
  }));
  const afters = rules.map((other) => new StartCursor(other.starts, cycle, first + 1));
  const sure = starts.filter((start) => {
    let isSure = true;
    for (const { apartMinutes, cursor } of befores) {
      while (cursor.next < start) cursor.advance();
      if (cursor.previous + apartMinutes > start) isSure = false;
    }
    for (const cursor of afters) {
      while (cursor.next <= start) cursor.advance();
      if (cursor.next < start + held) isSure = false;
    }
    return isSure;
  });
  return { rule, starts: sure };
}
