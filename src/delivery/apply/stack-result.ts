/** What became of a stack in the apply of its shard. */
export interface StackResult {
  readonly stack: string;
  readonly scope: string;
  readonly wave: number;
  readonly outcome: ApplyOutcome;
  /** Why, and what to do; empty when there is nothing to say. */
  readonly message: string;
}

/**
 * `unchanged`: there was nothing to change, which the ledger now knows; `held`: its plan is not the one that was
 * reviewed; `not-tried`: its shard was stopped before.
 */
export type ApplyOutcome = "applied" | "unchanged" | "held" | "superseded" | "not-ready" | "failed" | "not-tried";

const words: Readonly<Record<ApplyOutcome, string>> = {
  applied: "applied",
  unchanged: "unchanged",
  held: "held",
  superseded: "superseded",
  "not-ready": "not ready",
  failed: "failed",
  "not-tried": "not tried",
};

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
