import type { Estate, Plan } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { type Overlap, type RuleStarts, startsTogether } from "./overlaps.ts";
import { type PlanStarts, planStarts } from "./plan-starts.ts";
import { recoveryPointTimes } from "./recovery-point-times.ts";
import type { Cycle } from "./start-cycle.ts";

/**
 * What a rule loses because start windows of two rules of a plan overlap: AWS runs one backup, that of the rule with the
 * longer retention.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export interface WindowLoss {
  readonly plan: Plan;
  readonly one: RuleStarts;
  readonly cycle: Cycle;
  /** Every start; some of them; or whichever AWS decides, because both rules keep as long. */
  readonly kind: "every" | "some" | "undecided";
  /** All that take something from the rule; one, but where every start is lost. */
  readonly overlaps: readonly [Overlap, ...Overlap[]];
}

export const windowLosses: (estate: Estate) => readonly WindowLoss[] = onceFor((estate) =>
  estate.plans.flatMap((plan) => {
    const starts = planStarts(plan);
    return starts ? starts.rules.flatMap((one) => lossesOf(plan, one, starts)) : [];
  }),
);

function lossesOf(plan: Plan, one: RuleStarts, { rules, overlaps, cycle }: PlanStarts): readonly WindowLoss[] {
  const own = overlaps.filter(({ rule }) => rule === one.rule);
  const [lost, ...alsoLost] = own.filter(({ kept }) => kept === "other");
  if (lost) {
    const all = [lost, ...alsoLost] as const;
    const isLost = (_: number, index: number) => all.some(({ starts }) => starts[index] === 1);
    if (one.starts.every(isLost)) return [{ plan, one, cycle, kind: "every", overlaps: all }];
  }
  return own.flatMap((overlap): readonly WindowLoss[] => {
    const { rule, other, kept } = overlap;
    if (kept === "other") {
      return standsIn(overlap, rules) ? [] : [{ plan, one, cycle, kind: "some", overlaps: [overlap] }];
    }
    // said once, at the rule that is written later
    if (plan.rules.indexOf(rule) < plan.rules.indexOf(other)) return [];
    return [{ plan, one, cycle, kind: "undecided", overlaps: [overlap] }];
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
