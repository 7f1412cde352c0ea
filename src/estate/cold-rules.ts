import type { ResourceKind } from "../aws/resource-kinds.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { type KeptLifecycle, lifecyclesOf } from "./lifecycles-of.ts";
import { kindsOf, reachesOf } from "./reach.ts";

/** A rule, what its plan reaches, and where the rule asks for cold storage. */
export interface ColdRule {
  readonly plan: Plan;
  readonly rule: Rule;
  /** At least one: a plan that backs up nothing is warned of as a whole. */
  readonly kinds: readonly ResourceKind[];
  readonly cold: readonly KeptLifecycle[];
}

/** Every rule of every plan that backs up something, whether or not it asks for cold storage. */
export const coldRules: (estate: Estate) => readonly ColdRule[] = onceFor((estate) => {
  const reaches = reachesOf(estate);
  return estate.plans.flatMap((plan) => {
    const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
    if (kinds.length === 0) return [];
    return plan.rules.map((rule) => ({
      plan,
      rule,
      kinds,
      cold: lifecyclesOf(rule).filter(({ lifecycle }) => lifecycle.coldAfterDays !== null),
    }));
  });
});

export const reachesArchive = ({ kinds }: ColdRule) => kinds.some(({ coldStorage }) => coldStorage === "archive");
