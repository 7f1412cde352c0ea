import type { PlanView } from "../../aws/policy/policy-view.ts";
import { selectedKinds } from "./selected-kinds.ts";

/** Whether none of what a plan selects has cold storage. */
export function isColdIgnored(plan: PlanView): boolean {
  const kinds = selectedKinds(plan) ?? [];
  return kinds.length > 0 && kinds.every(({ coldStorage }) => coldStorage === "no");
}
