import { byText } from "../../by-text.ts";
import type { Reviewed } from "../handoff/reviewed.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** What a report of these plans shows, sorted by stack. */
export function reviewedOf(commit: string, summaries: readonly StackSummary[]): Reviewed {
  const digests = changedOf(summaries).map(({ stack, digest }) => ({ stack, digest }));
  return { commit, digests: digests.sort(byText(({ stack }) => stack)) };
}

/** Stacks in which an apply would change something. */
export const changedOf = (summaries: readonly StackSummary[]) =>
  summaries.filter(({ outcome }) => outcome === "changed");
