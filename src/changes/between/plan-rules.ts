import type { Estate, Plan, Rule } from "../../model.ts";

/** A rule of a plan that both have; `null`: the plan has it no longer. */
export interface RuleChange {
  readonly plan: Plan;
  readonly was: Rule;
  readonly is: Rule | null;
}

export const ruleChanges = (base: Estate, head: Estate): readonly RuleChange[] =>
  base.plans.flatMap(({ name, rules }) => {
    const plan = head.plans.find((each) => each.name === name);
    if (!plan) return [];
    return rules.map((was) => ({ plan, was, is: plan.rules.find((rule) => rule.name === was.name) ?? null }));
  });
