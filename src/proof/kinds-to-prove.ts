import type { ResourceKind } from "../aws/resource-kinds.ts";
import { kindsMatched, kindsReachedAnywhere } from "../estate/reach.ts";
import type { Estate, Plan } from "../model.ts";

/** Kinds of resources for which a plan's promise has to hold: those it reaches, or could reach while no account has it. */
export function kindsToProve(estate: Estate, plan: Plan): readonly ResourceKind[] {
  const reached = kindsReachedAnywhere(estate, plan);
  return reached.length > 0 ? reached : kindsMatched(plan);
}
