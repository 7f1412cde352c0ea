import { clausesOf } from "../../diagnostics/clauses-of.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { removedProblems } from "../affected/removed-problems.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";

/** Stacks that are no longer planned, or would start from nothing elsewhere: Terraform would forget what they made. */
export function guardRemovedStacks(
  affected: Pick<AffectedStacks, "removed" | "moved">,
): readonly Diagnostic<StackResource>[] {
  return removedProblems(affected).map(({ stack, message }) => ({
    rule: "stack-removed",
    severity: "error",
    place: { stack, address: stack, path: [] },
    ...clausesOf(message),
  }));
}
