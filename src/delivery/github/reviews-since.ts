import { andMore } from "../../words/and-more.ts";
import { cut } from "../../words/cut.ts";
import type { Reviewed } from "../handoff/reviewed.ts";
import type { MergedReview } from "./merged-review.ts";

/** A change that a deploy would apply. */
export interface Sought {
  readonly stack: string;
  readonly digest: string;
  /** What its stack was applied from last; `null`: it never was; `undefined`: nobody knows. */
  readonly since: { readonly commit: string; readonly appliedAt: string } | null | undefined;
}

// three of them, with commas and what is left out, are within what the file may hold
const mostReason = 300;

/** How many commits of the deploying branch are looked at: each takes some six of the thousand requests an hour that GitHub allows. */
export const mostCommits = 50;

/**
 * What pull requests have shown of these changes, however many were merged since each stack was applied. What was shown
 * before a stack's last apply does not count: it was done, and whatever undid it was shown to nobody.
 *
 * @param history commits of the deploying branch, the newest first, those of merged branches left out
 * @param review what a commit's pull request showed
 */
export async function reviewsSince(
  sought: readonly Sought[],
  history: readonly string[],
  review: (commit: string) => Promise<MergedReview>,
): Promise<Reviewed> {
  const [head = ""] = history;
  const shown = new Map<string, Set<string>>();
  const unusable: string[] = [];
  const unknown: string[] = [];
  const places = new Map(history.map((commit, index) => [commit, index]));
  const mayCount = (index: number, { since }: Sought) => {
    if (since === null) return true;
    // what was merged last was planned as it is now
    if (since === undefined) return index === 0;
    return index < (places.get(since.commit) ?? Number.POSITIVE_INFINITY);
  };
  // main was moved by force: what was merged after the apply was planned after it too
  const counts = (mergedAt: string | null, { since }: Sought) =>
    !since || places.has(since.commit) || (mergedAt !== null && Date.parse(mergedAt) > Date.parse(since.appliedAt));

  for (const [index, commit] of history.slice(0, mostCommits).entries()) {
    const open = sought.filter((one) => !shown.get(one.stack)?.has(one.digest) && mayCount(index, one));
    if (open.length === 0) break;
    const { digests, mergedAt, why } = await review(commit);
    // commits that were rebased, or pushed by themselves, are many and tell nothing
    if (why !== undefined && mergedAt !== null) unusable.push(why);
    else if (why !== undefined) unknown.push(why);
    for (const { stack, digest } of digests) {
      if (!open.some((one) => one.stack === stack && counts(mergedAt, one))) continue;
      shown.set(stack, (shown.get(stack) ?? new Set()).add(digest));
    }
  }
  const digests = [...shown].flatMap(([stack, all]) => [...all].map((digest) => ({ stack, digest })));
  const reasons = [...unusable, ...unknown].map((why) => cut(why, mostReason));
  return { commit: head, digests, ...(reasons.length > 0 && { why: andMore(reasons, 3) }) };
}
