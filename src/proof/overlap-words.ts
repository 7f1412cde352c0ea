import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import { nextStart } from "../aws/next-start.ts";
import { minutesPerDay, startTimes } from "../aws/start-times.ts";
import type { Rule } from "../model.ts";
import type { Cycle } from "./start-cycle.ts";
import type { WindowLoss } from "./window-losses.ts";

/** Where the windows of a rule and of another first overlap, and how often. */
export function overlapText({ one, cycle, overlaps: [overlap] }: WindowLoss): string {
  const { other, count, firstMinute, firstOtherMinute } = overlap;
  const often = oftenText(count, one.starts.length, cycle);
  return `whose start window overlaps one of ${other.name} at ${often}, first ${describeStart(firstMinute)} (${other.name} ${describeStart(firstOtherMinute)})`;
}

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
export function overlapAdvice({ one, overlaps: [overlap, ...more] }: WindowLoss): string {
  const elsewhere = "use start times further apart or a shorter startWithin";
  if (more.length > 0) return elsewhere;
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
