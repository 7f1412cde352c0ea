import { describeStart } from "../aws/describe-start.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import type { Clauses } from "../diagnostics/diagnostic.ts";
import type { Rule } from "../model.ts";
import { minutesText } from "../words/units-text.ts";
import { windowText } from "../words/window-text.ts";
import { heldMinutes, makesCopies, roomMinutes } from "./holds.ts";
import { copyRetriedMinutes, gapOf, type Hold, mayExpire, type Turn } from "./jobs-in-the-way.ts";

// the least that config may give to each
const leastWindowMinutes = 60;

/** A job that may be in the way of the next of its plan, with what becomes of a promise. */
export function holdComplaint(hold: Hold): Complaint {
  const { got, why } = holdClauses(hold, hold.next.name);
  const together = hold.rule === hold.next ? "" : ", or with it: AWS then makes the backup alone that is kept longer";
  return {
    at: holdPlace(hold),
    got,
    why: hold.broken === null ? why : `${why}; ${hold.broken}`,
    use: `use ${holdAdvice(hold)}${together}`,
  };
}

/** Where the most can be taken off. */
export const holdPlace = ({ plan, rule }: Hold) =>
  inPlan(
    plan.name,
    "rules",
    rule.name,
    makesCopies(rule) && rule.copyWithinMinutes >= rule.completeWithinMinutes ? "copyWithin" : "completeWithin",
  );

/** What a job may hold, until when, and what waits for it; `nextName` is what the next rule is called. */
export function holdClauses(hold: Hold, nextName: string): Pick<Clauses, "got" | "why"> {
  const { rule, next, pair, overMinutes } = hold;
  const end = pair.fromMinute + heldMinutes(rule);
  const got = `got ${windowsText(rule)}, ${minutesText(heldMinutes(rule))} in all, and what starts at ${describeStart(pair.fromMinute)} may hold a resource until ${describeStart(end)}`;
  const start = describeStart(pair.toMinute);
  if (!mayExpire(hold)) {
    const why = `AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of ${nextName} at ${start} go before copies that are ${minutesText(overMinutes)} from their end, they fail after ${minutesText(copyRetriedMinutes)}`;
    return { got, why };
  }
  const over = end - pair.toMinute - next.startWithinMinutes;
  const why = `AWS makes one backup or copy of it at a time, and the backup of ${nextName} at ${start} expires when it has not started by ${describeStart(pair.toMinute + next.startWithinMinutes)}, ${minutesText(over)} too early`;
  return { got, why };
}

function windowsText(rule: Rule): string {
  const start = `${windowText(rule, "startWithin")} to start`;
  const complete = `${windowText(rule, "completeWithin")} to complete`;
  return makesCopies(rule)
    ? `${start}, ${complete} and ${windowText(rule, "copyWithin")} to copy`
    : `${start} and ${complete}`;
}

/** Windows or starts that leave room, after "use". */
export function holdAdvice({ rule, next, pair }: Hold): string {
  const left = roomMinutes(rule, next, gapOf(pair)) - rule.startWithinMinutes;
  const least = makesCopies(rule) ? 2 * leastWindowMinutes : leastWindowMinutes;
  const what = makesCopies(rule) ? "to complete and copy" : "to complete";
  const apart = minutesText(heldMinutes(rule) - roomMinutes(rule, next, 0));
  return [
    ...(left >= least ? [`at most ${minutesText(left)} ${what}`] : []),
    rule === next ? `starts ${apart} apart` : `a start of ${next.name} ${apart} after that of ${rule.name}`,
  ].join(", or ");
}

/** Copies made one after the other of which the last may wait too long. */
export function turnComplaint({ plan, rule, centrals, broken }: Turn): Complaint {
  const where = centrals.map((central) => `${central.regions.join(" and ")} of central ${central.class}`).join(" and ");
  const retried = minutesText(copyRetriedMinutes);
  const why = `one that has to wait longer than ${retried} fails, which the last does when the others are slow`;
  return {
    at: inPlan(plan.name, "rules", rule.name, "copyWithin"),
    got: `got ${windowText(rule, "copyWithin")} for copies to ${where}, of which AWS makes one at a time`,
    why: broken === null ? why : `${why}; ${broken}`,
    use: `use ${retried} or less`,
  };
}
