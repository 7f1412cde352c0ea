import {
  type LifecycleFault,
  leastColdDays,
  leastRetentionDays,
  lifecycleFaults,
  mostContinuousDays,
  mostRetentionDays,
} from "../aws/lifecycle.ts";
import { type KeptLifecycle, lifecyclesOf } from "../estate/lifecycles-of.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { daysText } from "../words/units-text.ts";

/** What AWS demands of a lifecycle: its range, 90 days in cold storage, and continuous backups 35 days at most, never cold. */
export function lifecyclesHold(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
    plan.rules.flatMap((rule) =>
      lifecyclesOf(rule).flatMap((kept) =>
        lifecycleFaults(kept.lifecycle, rule.continuous && kept.isLocal).map((fault) => judge(plan, rule, kept, fault)),
      ),
    ),
  );
}

function judge(plan: Plan, rule: Rule, { key, coldKey }: KeptLifecycle, fault: LifecycleFault): Finding {
  const at = (which: string) => inPlan(plan.name, "rules", rule.name, "keep", which);
  switch (fault.kind) {
    case "retention-range": {
      const message = `got ${fault.deleteAfterDays}d; AWS keeps recovery points ${leastRetentionDays} to ${mostRetentionDays} days: use ${leastRetentionDays}d to ${mostRetentionDays}d`;
      return error("retention-range", at(key), message);
    }
    case "cold-too-short": {
      const least = daysText(fault.coldAfterDays + leastColdDays);
      const message = `got ${daysText(fault.deleteAfterDays)} with cold storage after ${daysText(fault.coldAfterDays)}; what is cold stays ${leastColdDays} days at least: use ${least} or more, or leave out cold storage`;
      return error("cold-too-short", at(key), message);
    }
    case "continuous-too-long": {
      const got = fault.deleteAfterDays === null ? "no end" : daysText(fault.deleteAfterDays);
      const message = `got ${got} in a continuous rule; AWS keeps continuous backups ${mostContinuousDays} days at most: use ${leastRetentionDays}d to ${mostContinuousDays}d`;
      return error("continuous-too-long", at(key), message);
    }
    case "continuous-cold": {
      const message = `got ${daysText(fault.coldAfterDays)} in a continuous rule; AWS never moves continuous backups to cold storage: remove it`;
      return error("continuous-cold", at(coldKey), message);
    }
  }
}
