import { groupBy } from "../../group-by.ts";
import type { DriftFinding } from "../handoff/drift-findings.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import type { DriftRule } from "./drift-rule.ts";
import { driftRules } from "./rules/index.ts";
import { withStacks } from "./with-stacks.ts";

/** What a look at one stack came to. */
export interface StackJudgement {
  readonly stack: string;
  readonly class: DriftRule["word"] | "clean" | "pending";
  /** In a few words; empty when it is clean. */
  readonly words: string;
}

/**
 * What the looks at stacks came to, and what is wrong, alike together.
 *
 * @param reasons why stacks are pending, by stack, as the ledger says after the looks: a deploy may have come between
 * @param seenAt now, as ISO 8601 in UTC
 */
export function judgeStacks(
  due: readonly { readonly stack: string; readonly scope: string }[],
  summaries: readonly StackSummary[],
  reasons: Readonly<Record<string, string>>,
  seenAt: string,
): { readonly judgements: readonly StackJudgement[]; readonly findings: readonly DriftFinding[] } {
  const byStack = new Map(summaries.map((summary) => [summary.stack, summary]));
  const scopes = new Map(due.map(({ stack, scope }) => [stack, scope]));
  const judged = due.map(({ stack }) => {
    const reason = Object.hasOwn(reasons, stack) ? reasons[stack] : undefined;
    const judgement = (cls: StackJudgement["class"], words: string): StackJudgement => ({ stack, class: cls, words });
    if (reason !== undefined) return { judgement: judgement("pending", reason), found: [] };
    const found = driftRules.flatMap((rule) => {
      const complaint = rule.check(stack, byStack.get(stack));
      return complaint ? [{ rule, complaint }] : [];
    });
    const [first] = found;
    return { judgement: first ? judgement(first.rule.word, first.complaint.words) : judgement("clean", ""), found };
  });

  const findings = judged.flatMap(({ judgement: { stack }, found }) =>
    found.map(
      ({ rule: { id, severity }, complaint: { words, got = words, shape = "", lines } }): DriftFinding => ({
        rule: id,
        severity,
        place: { scope: scopes.get(stack) ?? "", stacks: { [stack]: seenAt } },
        ...{ got, why: "", use: "", shape, lines },
      }),
    ),
  );
  return { judgements: judged.map(({ judgement }) => judgement), findings: mergeFindings(findings) };
}

/** Findings of one kind together; of each stack the one that comes first. */
export function mergeFindings(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  const seen = new Set<string>();
  const own = findings.map((finding) => {
    const fresh = Object.entries(finding.place.stacks).filter(([stack]) => !seen.has(stack));
    for (const [stack] of fresh) seen.add(stack);
    return withStacks(finding, Object.fromEntries(fresh));
  });
  const alike = groupBy(
    own.filter(({ place }) => Object.keys(place.stacks).length > 0),
    ({ rule, place, shape, got }) => JSON.stringify([rule, place.scope, shape || got]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [withStacks(first, Object.assign({}, first.place.stacks, ...others.map(({ place }) => place.stacks)))] : [],
  );
}
