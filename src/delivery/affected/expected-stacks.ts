import type { AffectedStacks } from "../handoff/affected-stacks.ts";

/** Stacks that the pipeline must have planned, sorted; a person applies the others. */
export function expectedStacks(affected: Pick<AffectedStacks, "added" | "changed" | "retiring">): readonly string[] {
  const stacks = [...affected.added, ...affected.changed, ...affected.retiring];
  return [...new Set(stacks.filter(({ wave }) => wave !== null).map(({ stack }) => stack))].sort();
}
