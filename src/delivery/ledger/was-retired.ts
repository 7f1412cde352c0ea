import { isTombstone, type LedgerPlace, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";

/** Whether Terraform was made to forget a stack: all that it had made still exists, and the state knows nothing of it. */
export async function wasRetired(store: Pick<ObjectStore, "get">, place: LedgerPlace): Promise<boolean> {
  const entry = await readLedgerEntry(store, place);
  return entry !== null && isTombstone(entry);
}
