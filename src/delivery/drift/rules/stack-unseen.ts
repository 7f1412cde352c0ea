import { cut } from "../../../words/cut.ts";
import { driftRule } from "../drift-rule.ts";
import { saidLines } from "../said-lines.ts";

const longestError = 300;

export const stackUnseen = driftRule({
  id: "stack-unseen",
  severity: "error",
  what: "a stack could not be looked at",
  why: "Whether it has drifted is not known, and silence would look as if it had not.",
  source: null,
  word: "error",
  title: "Could not be looked at",
  use: "Whether these have drifted is not known: see what Terraform said.",
  folded: "what Terraform said of one of them",
  example: {
    bad: null,
    good: { outcome: "unchanged", changes: [], error: "" },
  },
  check: (stack, summary) => {
    if (!summary) return { words: "was not planned: its job did not come to an end", lines: [] };
    return summary.outcome === "failed"
      ? { words: firstError(summary.error, stack), lines: saidLines(summary.error) }
      : null;
  },
});

/** Terraform's first error, without what is the stack's own: where many fail, they fail alike. */
function firstError(said: string, stack: string): string {
  const line = /Error: (.*)/.exec(said)?.[1] ?? said.split("\n").find((part) => part.trim() !== "") ?? "";
  const words = line
    .trim()
    .replaceAll(stack, "<stack>")
    .replaceAll(/(?<!\d)\d{12}(?!\d)/g, "<account>");
  return words === "" ? "Terraform said nothing" : cut(words, longestError);
}
