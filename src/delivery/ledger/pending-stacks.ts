import { byText } from "../../by-text.ts";
import type { AffectedStack, MovedStack, PendingStacks, RemovedStack } from "../handoff/affected-stacks.ts";
import { isTombstone, type LedgerEntry, type LedgerPlace } from "../handoff/ledger-entry.ts";
import type { LedgerRecord } from "./read-ledger.ts";

/** A stack as it is synthesized now. */
export interface HeadStack {
  readonly affected: AffectedStack;
  /** Whether its account is leaving. */
  readonly retired: boolean;
  /** Account and state, as a `MovedStack` names them. */
  readonly place: string;
}

export const neverApplied = "was never applied";
const configDiffers = "config differs from what was applied";
const toolsDiffer = "another lock file than it was applied with";
const askedFor = "asked for, as if it were not applied";
const endedBadly = "its last apply did not end well, so what stands in AWS is not known";
const comesBack = "was retired and comes back";

export interface PendingOptions {
  /** Sha-256 of `.terraform.lock.hcl`; empty: there is none. */
  readonly lockHash: string;
  readonly toolHash: string;
  /**
   * Stacks to be planned whatever the ledger says, such as those that have drifted.
   *
   * @default none
   */
  readonly also?: ReadonlySet<string>;
  /**
   * Stacks whose first apply did not end well: those that are not synthesized any more are left behind.
   *
   * @default none
   */
  readonly unfinished?: readonly LedgerPlace[];
}

/** @param head stacks of the pipeline */
export function pendingStacks(
  head: readonly HeadStack[],
  ledger: readonly LedgerRecord[],
  { lockHash, toolHash, also = new Set(), unfinished = [] }: PendingOptions,
): PendingStacks {
  const records = new Map(ledger.map((record) => [`${record.scope}/${record.stack}`, record]));
  const judged = head.map((each) => {
    const record = records.get(`${each.affected.scope}/${each.affected.stack}`);
    const reason = reasonOf(each, record, lockHash) ?? (also.has(each.affected.stack) ? askedFor : null);
    return { ...each, record, reason };
  });
  const pending = judged.flatMap(({ reason, ...each }) => (reason === null ? [] : [{ ...each, reason }]));
  const isNew = ({ record }: { readonly record: LedgerRecord | undefined }) => record === undefined;

  const kept = new Map(head.map((each) => [each.affected.stack, each]));
  const elsewhere = ledger.filter(({ stack, scope, entry }) => {
    const there = kept.get(stack);
    if (there?.affected.scope === scope || ("stack" in entry && isTombstone(entry))) return false;
    // applied in its new place: the entry of the old one is history
    return !there || !records.has(`${there.affected.scope}/${stack}`);
  });

  return {
    added: inOrder(pending.filter((each) => isNew(each) && !each.retired)),
    changed: inOrder(pending.filter((each) => !isNew(each) && !each.retired)),
    retiring: inOrder(pending.filter(({ retired }) => retired)),
    removed: [
      ...elsewhere.filter(({ stack }) => !kept.has(stack)).map(removedStack),
      ...unfinished
        .filter(({ stack }) => !kept.has(stack))
        .map((place) => ({ ...place, wave: null, accountId: "unknown", retired: false })),
    ],
    moved: elsewhere.flatMap((record) => movedStack(record, kept.get(record.stack))),
    unchanged: judged.length - pending.length,
    toolHash,
    toolsChanged: false,
    reasons: Object.fromEntries(pending.map(({ affected, reason }) => [affected.stack, reason])),
    since: Object.fromEntries(pending.flatMap(({ affected, record }) => lastApply(affected.stack, record))),
    released: judged.flatMap(({ affected, retired, record }) =>
      retired && record && "stack" in record.entry && isTombstone(record.entry) ? [affected.stack] : [],
    ),
  };
}

/** @returns `null` when the stack is applied as it is. */
function reasonOf({ affected, retired }: HeadStack, record: LedgerRecord | undefined, lockHash: string): string | null {
  if (!record) return neverApplied;
  const { entry, isLost } = record;
  if ("broken" in entry) return `its ledger entry is broken (${entry.broken}), so what was applied is not known`;
  if (isTombstone(entry)) return retired ? null : comesBack;
  if (entry.configHash !== affected.configHash) return configDiffers;
  if (entry.lockHash !== lockHash) return toolsDiffer;
  return isLost ? endedBadly : null;
}

type LastApply = PendingStacks["since"][string];

function lastApply(stack: string, record: LedgerRecord | undefined): readonly (readonly [string, LastApply])[] {
  if (!record) return [[stack, null]];
  const { entry } = record;
  if ("broken" in entry) return [];
  return [[stack, { commit: entry.commit, appliedAt: isTombstone(entry) ? entry.retiredAt : entry.appliedAt }]];
}

const inOrder = (stacks: readonly HeadStack[]): readonly AffectedStack[] =>
  stacks.map(({ affected }) => affected).sort(byText(({ stack }) => stack));

function removedStack({ stack, scope, entry }: LedgerRecord): RemovedStack {
  return { stack, scope, wave: null, accountId: accountOf(entry), retired: false };
}

function movedStack({ scope, stack, entry }: LedgerRecord, head: HeadStack | undefined): readonly MovedStack[] {
  return head ? [{ stack, from: `account ${accountOf(entry)}, scope ${scope}`, to: head.place }] : [];
}

const accountOf = (entry: LedgerEntry | { readonly broken: string }) =>
  "broken" in entry ? "unknown" : entry.accountId;
