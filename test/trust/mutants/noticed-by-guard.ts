import { guardPlan } from "../../../src/delivery/guard/guard-plan.ts";
import type { StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";
import { appliedStacks, plannedChange } from "./planned-change.ts";

/** The guard over plans: it judges what a deployment of the mutant would change in what is applied. */
export function noticedByGuard(texts: StackTexts): Noticer {
  const applied = appliedStacks(texts);
  return {
    who: "guard",
    notices: ({ stack, texts: mutated }) => {
      const plan = plannedChange(stack, applied.get(stack) ?? new Map(), mutated(texts).get(stack) ?? "");
      // a mutant that comes to nothing in the plan would be passed by everybody
      if (plan.resource_changes?.length === 0) throw new Error(`got a plan of ${stack} that changes nothing`);
      return guardPlan(plan, "").length > 0;
    },
  };
}
