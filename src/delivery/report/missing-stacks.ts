import { expectedStacks } from "../affected/expected-stacks.ts";
import type { ReportInput } from "./report-input.ts";

/** Stacks that must have been planned and of which no plan says anything. */
export function missingStacks({ affected, summaries }: Pick<ReportInput, "affected" | "summaries">): readonly string[] {
  const planned = new Set(summaries.map(({ stack }) => stack));
  return expectedStacks(affected).filter((stack) => !planned.has(stack));
}
