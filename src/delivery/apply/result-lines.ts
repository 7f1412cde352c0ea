import type { ApplyOutcome, StackResult } from "../handoff/stack-result.ts";

const words: Readonly<Record<ApplyOutcome, string>> = {
  applied: "applied",
  unchanged: "unchanged",
  held: "held",
  superseded: "superseded",
  left: "left",
  "not-ready": "not ready",
  failed: "failed",
  "not-tried": "not tried",
};

/** What became of a stack, for the log. */
export const resultLine = ({ stack, outcome, message }: StackResult): string =>
  message === ""
    ? `${stack}: ${words[outcome]}`
    : `${stack}: ${words[outcome]}: ${message.replace(/\n(?=.)/g, "\n  ")}`;

/** How many came to what, such as `2 applied, 1 failed`. */
export function resultCounts(results: readonly StackResult[]): string {
  const counts = Object.entries(words).flatMap(([outcome, word]) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return counts.join(", ");
}
