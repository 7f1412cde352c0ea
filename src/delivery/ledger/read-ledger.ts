import { mapConcurrently } from "../../map-concurrently.ts";
import { pipelineScopes, type Scope } from "../../names.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import { type BrokenEntry, type LedgerEntry, parseLedgerEntry } from "./ledger-entry.ts";

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
    (await store.list(`ledger/${scope}/`)).flatMap((key) => {
      const stack = /^ledger\/[a-z-]+\/([a-z][a-z0-9-]*)\.json$/.exec(key)?.[1];
      return stack === undefined ? [] : [{ key, scope, stack }];
    }),
  );
  const records = await mapConcurrently(lists.flat(), readers, async ({ key, scope, stack }) => {
    const text = await store.get(key);
    // gone between the two requests
    return text === null ? [] : [{ stack, scope, entry: parseLedgerEntry(text.toString("utf8"), { stack, scope }) }];
  });
  return records.flat();
}
