import { basename } from "node:path";
import { mapConcurrently } from "../../map-concurrently.ts";
import { applyNoteKey, ledgerFolder, ledgerKey, pipelineScopes, type Scope } from "../../names.ts";
import { type BrokenEntry, type LedgerEntry, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import { stackName } from "../stack/stack-name.ts";
import { lostApply } from "./lost-apply.ts";

/** What the ledger says of a stack in one scope. */
export interface LedgerRecord {
  readonly stack: string;
  readonly scope: Scope;
  readonly entry: LedgerEntry | BrokenEntry;
  /** Whether an apply that did not end well came after it: what stands in AWS may be something else. */
  readonly isLost: boolean;
}

// requests under way at a time
const readers = 32;

/** The whole ledger, sorted by scope and stack. Broken entries are in it: they are as good as none, but seen. */
export async function readLedger(store: ObjectStore): Promise<readonly LedgerRecord[]> {
  const lists = await mapConcurrently(pipelineScopes, readers, async ({ scope }) => {
    const keys = new Set(await store.list(ledgerFolder(scope)));
    return [...keys].flatMap((key) => {
      const stack = basename(key, ".json");
      const isEntry = stackName.test(stack) && key === ledgerKey(scope, stack);
      return isEntry ? [{ place: { stack, scope }, hasNote: keys.has(applyNoteKey(scope, stack)) }] : [];
    });
  });
  const records = await mapConcurrently(
    lists.flat(),
    readers,
    async ({ place, hasNote }): Promise<readonly LedgerRecord[]> => {
      const entry = await readLedgerEntry(store, place);
      // gone between the two requests
      if (entry === null) return [];
      return [{ ...place, entry, isLost: hasNote && (await lostApply(store, place)) !== null }];
    },
  );
  return records.flat();
}
