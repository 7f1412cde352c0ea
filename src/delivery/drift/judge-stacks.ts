import { groupBy } from "../../group-by.ts";
import { cut } from "../../words/cut.ts";
import { fencedLine } from "../../words/markdown.ts";
import type { DriftFinding, DriftRule } from "../handoff/drift-findings.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { changeTitle } from "../report/change-title.ts";
import { exemplarDiff } from "../report/exemplar-diff.ts";
import { deedCounts } from "../resources/deed.ts";
import { withStacks } from "./with-stacks.ts";

/** What a look at one stack came to. */
export interface StackJudgement {
  readonly stack: string;
  readonly class: "drift" | "not-ready" | "error" | "clean" | "pending";
  /** In a few words; empty when it is clean. */
  readonly words: string;
}

interface Judged extends StackJudgement {
  readonly summary: StackSummary | undefined;
}

const rules: Readonly<Partial<Record<StackJudgement["class"], DriftRule>>> = {
  drift: "stack-drifted",
  "not-ready": "stack-not-ready",
  error: "stack-unseen",
};

const longestDiff = 1500;
const mostErrorLines = 15;

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
    return judge(stack, byStack.get(stack), reason);
  });

  const findings = judged.flatMap(({ stack, class: cls, words, summary }): readonly DriftFinding[] => {
    const rule = rules[cls];
    if (rule === undefined) return [];
    const isDrift = cls === "drift" && summary !== undefined;
    return [
      {
        rule,
        severity: "error",
        place: { scope: scopes.get(stack) ?? "", stacks: { [stack]: seenAt } },
        got: isDrift ? plainTitle(summary) : words,
        why: "",
        use: "",
        shape: isDrift ? summary.shape : "",
        lines: isDrift ? exemplarDiff(summary, longestDiff) : errorLines(summary?.error ?? ""),
      },
    ];
  });
  return {
    judgements: judged.map(({ stack, class: cls, words }) => ({ stack, class: cls, words })),
    findings: mergeFindings(findings),
  };
}

function judge(stack: string, summary: StackSummary | undefined, reason: string | undefined): Judged {
  if (reason !== undefined) return { stack, class: "pending", words: reason, summary };
  switch (summary?.outcome) {
    case undefined:
      return { stack, class: "error", words: "was not planned: its job did not come to an end", summary };
    case "failed":
      return { stack, class: "error", words: firstError(summary.error, stack), summary };
    case "not-ready":
      return { stack, class: "not-ready", words: "the pipeline cannot enter its account any more", summary };
    case "changed":
      return { stack, class: "drift", words: deedCounts(summary.changes), summary };
    case "unchanged":
      return { stack, class: "clean", words: "", summary };
  }
}

const errorLines = (said: string) =>
  said === "" ? [] : said.split("\n", mostErrorLines).map((line) => fencedLine(line));

/** Terraform's first error, without what is the stack's own: where many fail, they fail alike. */
function firstError(said: string, stack: string): string {
  const line = /Error: (.*)/.exec(said)?.[1] ?? said.split("\n").find((part) => part.trim() !== "") ?? "";
  const words = line
    .trim()
    .replaceAll(stack, "<stack>")
    .replaceAll(/(?<!\d)\d{12}(?!\d)/g, "<account>");
  return words === "" ? "Terraform said nothing" : cut(words, 300);
}

// without Markdown: it is marked up where it is shown, also when it comes back by way of the issue
const plainTitle = (summary: StackSummary) => changeTitle(summary).replaceAll("`", "");

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
