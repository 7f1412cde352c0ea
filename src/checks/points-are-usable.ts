import { type Finding, inPlan, warning } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { recoveryPointTimes, type Target } from "../proof/recovery-point-times.ts";
import { minutesText } from "../words/units-text.ts";

const keys: Readonly<Record<Target, string>> = { local: "local", home: "central", further: "further" };

/**
 * A recovery point is usable before it expires. AWS counts its life from the start of the backup, so one that may take
 * longer than it is kept can be gone before it is there.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
 */
export function pointsAreUsable(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) => plan.rules.flatMap((rule) => ofRule(plan, rule)));
}

function ofRule(plan: Plan, rule: Rule): readonly Finding[] {
  const { copies } = rule;
  const isSame = copies.kind === "central" && copies.home.deleteAfterDays === copies.further.deleteAfterDays;
  const targets: readonly Target[] = isSame ? ["local", "home"] : ["local", "home", "further"];
  return targets.flatMap((target) => {
    const times = recoveryPointTimes(rule, target);
    if (!times || times.latencyMinutes < times.retentionMinutes) return [];
    const { startWithinMinutes, completeWithinMinutes, copyWithinMinutes } = rule;
    const parts = [
      `${minutesText(startWithinMinutes)} to start`,
      `${minutesText(completeWithinMinutes)} to complete`,
      ...(target === "local" ? [] : [`${minutesText(copyWithinMinutes)} to copy`]),
    ];
    const message = `got ${minutesText(times.retentionMinutes)}, counted from the start, for what may be there after ${minutesText(times.latencyMinutes)} only (${parts.join(", ")}): AWS would delete it before anybody could use it; use a longer retention or narrower windows`;
    return [warning("expires-before-usable", inPlan(plan.name, "rules", rule.name, "keep", keys[target]), message)];
  });
}
