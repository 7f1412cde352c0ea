import { parseCron } from "../aws/cron.ts";
import { describeDay } from "../aws/describe-day.ts";
import { describeStart } from "../aws/describe-start.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Clauses } from "../diagnostics/diagnostic.ts";
import type { Rule } from "../model.ts";
import { daysText, minutesText } from "../words/units-text.ts";
import { windowText } from "../words/window-text.ts";
import { recoveryPointTimes, type Target } from "./recovery-point-times.ts";
import type { Loss, LossGap } from "./worst-loss.ts";

/** A promise that is tighter than what is proven, with the sum behind it; `because` is what else there is to know. */
export function brokenPromise(
  promisedMinutes: number,
  { minutes, gap }: Extract<Loss, { kind: "bounded" }>,
  target: Target,
  because: string,
): Clauses {
  const proven = minutesText(minutes);
  const why = `${gapText(gap, target)}: ${proven}`;
  return {
    got: `got ${minutesText(promisedMinutes)}`,
    why: [why, unevenText(gap), expiredText(gap), because].filter(Boolean).join("; "),
    use: `use ${proven}, or ${adviceText(gap)}`,
  };
}

/** The sum behind a proven loss. */
function gapText({ fromMinute, fromRule, toMinute, toRule }: LossGap, target: Target): string {
  const [from, to] = [describeStart(fromMinute), describeStart(toMinute)];
  const where =
    fromRule === toRule
      ? `${toRule.name}'s from ${from} to ${to}`
      : `from ${fromRule.name}'s start at ${from} to ${toRule.name}'s at ${to}`;
  return `the widest gap is ${minutesText(toMinute - fromMinute)}, ${where}, plus ${windowsText(toRule, target)}`;
}

/** How long a recovery point may take to be there. */
export function windowsText(rule: Rule, target: Target): string {
  const start = `${windowText(rule, "startWithin")} to start`;
  const complete = `${windowText(rule, "completeWithin")} to complete`;
  return target === "local"
    ? `${start} and ${complete}`
    : `${start}, ${complete} and ${windowText(rule, "copyWithin")} to copy`;
}

/** How long a rule keeps what it makes. */
export const keptText = (rule: Rule, target: Target) =>
  daysText((recoveryPointTimes(rule, target)?.retentionMinutes ?? 0) / minutesPerDay);

const expiredText = ({ expiredRule }: LossGap) =>
  expiredRule ? `what ${expiredRule.name} made since has expired by then` : "";

const adviceText = ({ expiredRule, toRule }: LossGap) =>
  expiredRule ? `keep what ${expiredRule.name} makes longer` : `start ${toRule.name} more often or in narrower windows`;

/** Says it when the gap is one that the hours of the day leave. */
function unevenText({ fromMinute, fromRule, toMinute, toRule }: LossGap): string {
  const read = parseCron(toRule.schedule);
  if (!read.ok || fromRule !== toRule || toMinute - fromMinute >= minutesPerDay) return "";
  const day = describeDay(read.schedule);
  return day === undefined ? "" : `${toRule.name} ${day}`;
}
