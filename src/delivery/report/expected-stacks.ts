import type { ReportInput } from "./report-input.ts";

/** Stacks that the pipeline must have planned; a person applies the others. */
export function expectedStacks({ affected }: Pick<ReportInput, "affected">): readonly string[] {
  const stacks = [...affected.added, ...affected.changed, ...affected.retiring];
  return [...new Set(stacks.filter(({ wave }) => wave !== null).map(({ stack }) => stack))].sort();
}

/** Those of them of which no plan says anything. */
export function missingStacks(input: Pick<ReportInput, "affected" | "summaries">): readonly string[] {
  const planned = new Set(input.summaries.map(({ stack }) => stack));
  return expectedStacks(input).filter((stack) => !planned.has(stack));
}
