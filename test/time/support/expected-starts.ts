import type { Plan, Rule } from "../../../src/model.ts";
import { fieldsOf, startsWithin } from "../../emulator/model/backup/starts.ts";
import { dayMs, minuteMs } from "../../emulator/model/clock.ts";

/** A start of a rule, as config and AWS's words on overlaps have it. */
export interface ExpectedStart {
  readonly rule: Rule;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** `either`: AWS does not say whether this one runs or the other whose window overlaps. */
  readonly runs: "yes" | "either";
}

/**
 * What a plan starts between two moments, the first included, found minute by minute. Where start windows overlap, the
 * backup that is kept longer runs.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export function expectedStarts(plan: Plan, from: number, to: number): ReadonlyMap<Rule, readonly ExpectedStart[]> {
  const reach = Math.max(...plan.rules.map(({ startWithinMinutes }) => startWithinMinutes)) * minuteMs;
  const [firstDay, lastDay] = [Math.floor((from - reach) / dayMs), Math.floor((to + reach) / dayMs)];
  const scheduled = new Map(
    plan.rules.map((rule) => {
      const fields = fieldsOf(rule.schedule);
      if (fields === null) throw new Error(`got ${rule.schedule}, which AWS cannot read`);
      return [rule, startsWithin(fields, firstDay, lastDay - firstDay + 1).map((minute) => minute * minuteMs)];
    }),
  );
  const longestFirst = [...plan.rules].sort((a, b) => b.local.deleteAfterDays - a.local.deleteAfterDays);
  const judged = new Map<Rule, readonly ExpectedStart[]>();
  const surelyRuns = new Map<Rule, readonly number[]>();
  for (const rule of longestFirst) {
    const others = plan.rules.filter(
      (other) => other !== rule && other.local.deleteAfterDays >= rule.local.deleteAfterDays,
    );
    const starts = (scheduled.get(rule) ?? []).flatMap((at): readonly ExpectedStart[] => {
      const inTheWay = (known: ReadonlyMap<Rule, readonly number[]>) =>
        others.filter((other) => {
          const after = at - other.startWithinMinutes * minuteMs;
          const before = at + rule.startWithinMinutes * minuteMs;
          return firstAfter(known.get(other) ?? [], after) < before;
        });
      const rivals = inTheWay(scheduled);
      const winners = inTheWay(surelyRuns).filter((other) => other.local.deleteAfterDays > rule.local.deleteAfterDays);
      if (winners.length > 0) return [];
      return [{ rule, at, runs: rivals.length > 0 ? "either" : "yes" }];
    });
    judged.set(rule, starts);
    surelyRuns.set(
      rule,
      starts.filter(({ runs }) => runs === "yes").map(({ at }) => at),
    );
  }
  return new Map(plan.rules.map((rule) => [rule, (judged.get(rule) ?? []).filter(({ at }) => at >= from && at <= to)]));
}

/** The first of some sorted numbers that is greater than another; `Infinity`: none is. */
function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return sorted[low] ?? Number.POSITIVE_INFINITY;
}
