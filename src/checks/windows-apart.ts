import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import { nextStart } from "../aws/next-start.ts";
import { minutesPerDay, startTimes } from "../aws/start-times.ts";
import { error, type Finding, inPlan, warning } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { type Overlap, type RuleStarts, startsTogether } from "../proof/overlaps.ts";
import { type PlanStarts, planStarts } from "../proof/plan-starts.ts";
import { recoveryPointTimes } from "../proof/recovery-point-times.ts";
import type { Cycle } from "../proof/start-cycle.ts";
import { daysText } from "../words/units-text.ts";

/**
 * Where start windows of two rules of a plan overlap, AWS runs one backup, that of the rule with the longer retention.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export function windowsApart(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) => {
    const starts = planStarts(plan);
    return starts ? starts.rules.flatMap((one) => judge(plan, one, starts)) : [];
  });
}

function judge(plan: Plan, one: RuleStarts, { rules, overlaps, cycle }: PlanStarts): readonly Finding[] {
  const at = inPlan(plan.name, "rules", one.rule.name, "schedule");
  const got = `got ${one.rule.schedule}`;
  const own = overlaps.filter(({ rule }) => rule === one.rule);
  const lost = own.filter(({ kept }) => kept === "other");
  if (lost.length > 0 && one.starts.every((_, index) => lost.some(({ starts }) => starts[index] === 1))) {
    const others = lost.map(({ other }) => `${other.name} (kept ${daysText(other.local.deleteAfterDays)})`);
    const message = `${got}; ${one.rule.name} (kept ${daysText(one.rule.local.deleteAfterDays)}) never runs, because each of its start windows overlaps one of ${listOf(others)} and AWS keeps the longer retention: ${advice(one, lost)}, or remove it`;
    return [error("rule-never-runs", at, message)];
  }
  return own.flatMap((overlap) => {
    const { rule, other, kept, count, firstMinute, firstOtherMinute } = overlap;
    if (kept === "other" && standsIn(overlap, rules)) return [];
    const how = `${oftenText(count, one.starts.length, cycle)}, first ${describeStart(firstMinute)} (${other.name} ${describeStart(firstOtherMinute)})`;
    if (kept === "other") {
      const message = `${got}, whose start window overlaps one of ${other.name} at ${how}; AWS keeps only the backup of ${other.name}, whose retention is longer: ${advice(one, [overlap])}`;
      return [warning("rule-skipped", at, message)];
    }
    // said once, at the rule that is written later
    if (plan.rules.indexOf(rule) < plan.rules.indexOf(other)) return [];
    const message = `${got}, whose start window overlaps one of ${other.name} at ${how}; both are kept ${daysText(rule.local.deleteAfterDays)}, and AWS does not say which of the two backups it keeps: ${advice(one, [overlap])}`;
    return [warning("overlap-undecided", at, message)];
  });
}

/** Whether the other's backup is all that the rule's would have been: at the same minute, as soon there and kept as long. */
const standsIn = (overlap: Overlap, rules: readonly RuleStarts[]) =>
  startsTogether(overlap, rules) &&
  (["local", "home", "further"] as const).every((target) => {
    const [own, other] = [overlap.rule, overlap.other].map((each) => recoveryPointTimes(each, target));
    if (!own) return true;
    return other && other.latencyMinutes <= own.latencyMinutes && other.retentionMinutes >= own.retentionMinutes;
  });

/** Starts as they come in a day, a week or an ordinary year. */
function oftenText(count: number, total: number, { minutes }: Cycle): string {
  if (count === total) return "each of its starts";
  const days = minutes / minutesPerDay;
  if (days === 1) return `${count} of ${total} starts a day`;
  if (days === 7) return `${count} of ${total} starts a week`;
  const years = Math.round(days / 365.2425);
  return count >= years
    ? `${Math.round(count / years)} of ${Math.round(total / years)} starts a year`
    : `${count} of ${total} starts in ${years} years`;
}

/** When to start so that the first overlap is gone: the rule with one start a day moves, that is the other's if both do. */
function advice(one: RuleStarts, overlaps: readonly Overlap[]): string {
  const elsewhere = "use start times further apart or a shorter startWithin";
  const [overlap, ...more] = overlaps;
  if (!overlap || more.length > 0) return elsewhere;
  const { other, firstMinute, firstOtherMinute } = overlap;
  return moving(other, one.rule, firstMinute) ?? moving(one.rule, other, firstOtherMinute) ?? elsewhere;
}

/** A time for a rule with one start a day, after the window of another that begins at `minute`. */
function moving(rule: Rule, other: Rule, minute: number): string | undefined {
  const [own, others] = [rule, other].map(({ schedule }) => parseCron(schedule));
  if (!own?.ok || !others?.ok || startTimes(own.schedule).length !== 1) return undefined;
  const free = minute + other.startWithinMinutes;
  const next = nextStart(others.schedule, minute) ?? Number.POSITIVE_INFINITY;
  const latest = next - rule.startWithinMinutes;
  const endOfDay = Math.floor(minute / minutesPerDay) * minutesPerDay + minutesPerDay;
  if (free > latest || free >= endOfDay) return undefined;
  const until = latest >= endOfDay - 1 ? " or later" : latest > free ? ` to ${clock(latest)}` : "";
  return `start ${rule.name} at ${clock(free)}${until}`;
}

const clock = (minute: number) => describeStart(minute).slice(-5);

const listOf = (names: readonly string[]) =>
  names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
