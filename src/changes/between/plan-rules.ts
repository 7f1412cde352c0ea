import type { Estate, Plan, Rule } from "../../model.ts";

/** A rule of a plan that both have; `null`: the plan has it no longer. */
export interface RuleChange {
  readonly plan: Plan;
  readonly was: Rule;
  readonly is: Rule | null;
}

export function ruleChanges(base: Estate, head: Estate): readonly RuleChange[] {
  const plans = new Map(head.plans.map((plan) => [plan.name, plan]));
  return base.plans.flatMap(({ name, rules }) => {
    const plan = plans.get(name);
    if (!plan) return [];
    const kept = new Map(plan.rules.map((rule) => [rule.name, rule]));
    return rules.map((was) => ({ plan, was, is: kept.get(was.name) ?? null }));
  });
}
