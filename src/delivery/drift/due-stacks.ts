import { byText } from "../../by-text.ts";
import type { AffectedStack } from "../handoff/affected-stacks.ts";
import { isTombstone } from "../handoff/ledger-entry.ts";
import type { HeadStack } from "../ledger/pending-stacks.ts";
import type { LedgerRecord } from "../ledger/read-ledger.ts";
import { sha256 } from "../stack/sha256.ts";

/** Which part of all stacks a run looks at. */
export interface DriftTurn {
  /** When the run began, in hours since 1970. */
  readonly hour: number;
  /** In so many hours every stack has its turn. */
  readonly hoursPerRound: number;
}

/**
 * Stacks whose turn it is, `null` for all: by the hour and their own names, so that nothing has to be kept from run to
 * run. Those that are pending are left out: what their plans show is known, and so are retired ones that Terraform was
 * made to forget.
 *
 * @param reasons why stacks are pending, by stack
 */
export function dueStacks(
  head: readonly HeadStack[],
  ledger: readonly LedgerRecord[],
  reasons: Readonly<Record<string, string>>,
  turn: DriftTurn | null,
): readonly AffectedStack[] {
  const gone = releasedStacks(ledger);
  return head
    .map(({ affected }) => affected)
    .filter(({ stack }) => !gone.has(stack) && !Object.hasOwn(reasons, stack))
    .filter(({ stack }) => turn === null || isDue(stack, turn))
    .sort(byText(({ stack }) => stack));
}

/** Stacks with a tombstone in the ledger. */
const releasedStacks = (ledger: readonly LedgerRecord[]): ReadonlySet<string> =>
  new Set(ledger.flatMap(({ stack, entry }) => ("stack" in entry && isTombstone(entry) ? [stack] : [])));

export function isDue(stack: string, { hour, hoursPerRound }: DriftTurn): boolean {
  // GitHub drops scheduled runs at busy times, which are the same every day: each round, the turn comes an hour earlier
  const bucket = (hour + Math.floor(hour / hoursPerRound)) % hoursPerRound;
  return Number.parseInt(sha256(stack).slice(0, 12), 16) % hoursPerRound === bucket;
}
