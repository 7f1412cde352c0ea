import type { DriftFinding } from "../handoff/drift-findings.ts";
import { isTombstone } from "../handoff/ledger-entry.ts";
import type { LedgerRecord } from "../ledger/read-ledger.ts";
import { withStacks } from "./with-stacks.ts";

/**
 * What earlier runs found and nothing has settled since: not this run, no apply, and the stack is still there.
 *
 * @param earlier findings that the last run hid in its text
 * @param looked stacks that this run looked at
 * @param reasons why stacks are pending, by stack
 */
export function carriedFindings(
  earlier: readonly DriftFinding[],
  looked: ReadonlySet<string>,
  ledger: readonly LedgerRecord[],
  reasons: Readonly<Record<string, string>>,
): readonly DriftFinding[] {
  const appliedAt = new Map(
    ledger.flatMap(({ stack, scope, entry }): readonly (readonly [string, number])[] =>
      "stack" in entry && !isTombstone(entry) ? [[`${scope}/${stack}`, Date.parse(entry.appliedAt)]] : [],
    ),
  );
  const stands = (scope: string, stack: string, seenAt: string) => {
    const applied = appliedAt.get(`${scope}/${stack}`);
    const isSettled = looked.has(stack) || Object.hasOwn(reasons, stack);
    return !isSettled && applied !== undefined && applied < Date.parse(seenAt);
  };
  return earlier.flatMap((finding) => {
    const stacks = Object.entries(finding.place.stacks).filter(([stack, seenAt]) =>
      stands(finding.place.scope, stack, seenAt),
    );
    return stacks.length === 0 ? [] : [withStacks(finding, Object.fromEntries(stacks))];
  });
}
