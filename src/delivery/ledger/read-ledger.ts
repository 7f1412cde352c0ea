import { basename } from "node:path";
import { mapConcurrently } from "../../map-concurrently.ts";
import { ledgerFolder, ledgerKey, pipelineScopes, type Scope } from "../../names.ts";
import { type BrokenEntry, type LedgerEntry, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import { stackName } from "../stack/stack-name.ts";

/** What the ledger says of a stack in one scope. */
export interface LedgerRecord {
  readonly stack: string;
  readonly scope: Scope;
  readonly entry: LedgerEntry | BrokenEntry;
}

// requests under way at a time
const readers = 32;

/** The whole ledger, sorted by scope and stack. Broken entries are in it: they are as good as none, but seen. */
export async function readLedger(store: ObjectStore): Promise<readonly LedgerRecord[]> {
  const lists = await mapConcurrently(pipelineScopes, readers, async ({ scope }) =>
    (await store.list(ledgerFolder(scope))).flatMap((key) => {
      const stack = basename(key, ".json");
      // applies are noted there too
      return stackName.test(stack) && key === ledgerKey(scope, stack) ? [{ scope, stack }] : [];
    }),
  );
  const records = await mapConcurrently(lists.flat(), readers, async (place): Promise<readonly LedgerRecord[]> => {
    const entry = await readLedgerEntry(store, place);
    // gone between the two requests
    return entry === null ? [] : [{ ...place, entry }];
  });
  return records.flat();
}
