import type { DriftFinding } from "../handoff/drift-findings.ts";

/** The same wrong with other stacks. */
export const withStacks = (finding: DriftFinding, stacks: Readonly<Record<string, string>>): DriftFinding => ({
  ...finding,
  place: { ...finding.place, stacks },
});
