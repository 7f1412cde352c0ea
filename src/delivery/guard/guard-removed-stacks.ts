import { removedProblems } from "../affected/removed-problems.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import type { StackViolation } from "./decide.ts";

/** Stacks that are no longer planned, or would start from nothing elsewhere: Terraform would forget what they made. */
export function guardRemovedStacks(affected: Pick<AffectedStacks, "removed" | "moved">): readonly StackViolation[] {
  return removedProblems(affected).map(({ stack, message }) => ({
    stack,
    violation: { rule: "stack-removed", address: stack, action: "forget", message, allowance: null },
  }));
}
