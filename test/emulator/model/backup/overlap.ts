import { minuteMs } from "../clock.ts";
import type { Plan, Rule } from "./plan.ts";
import { uuidOf } from "./random.ts";

/**
 * Where start windows of two rules of a plan overlap, AWS runs the one with the longer retention. Of two that are kept
 * equally long it runs one as well, and does not say which: here always the same of the two, without regard to order.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 *
 * @returns the rule that runs instead; `null`: this one runs
 */
export function pushedOutBy(plan: Plan, rule: Rule, start: number): Rule | null {
  const end = start + rule.startWindowMinutes * minuteMs;
  const stronger = plan.rules.filter((other) => other !== rule && isStronger(other, rule));
  return (
    stronger.find(
      // windows that only touch do not overlap
      (other) => other.schedule.startsBetween(start - other.startWindowMinutes * minuteMs, end - 1).length > 0,
    ) ?? null
  );
}

function isStronger(other: Rule, rule: Rule): boolean {
  const [theirs, ours] = [retentionOf(other), retentionOf(rule)];
  return theirs === ours ? uuidOf(other.name) > uuidOf(rule.name) : theirs > ours;
}

const retentionOf = ({ lifecycle }: Rule) => lifecycle.deleteAfterDays ?? Number.POSITIVE_INFINITY;
