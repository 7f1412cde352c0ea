import { ledgerKey } from "../../names.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { NotedStack } from "./apply-note.ts";
import { isTombstone, parseLedgerEntry } from "./ledger-entry.ts";

/** Whether Terraform was made to forget a stack: all that it had made still exists, and the state knows nothing of it. */
export async function wasRetired(store: Pick<ObjectStore, "get">, { stack, scope }: NotedStack): Promise<boolean> {
  const text = await store.get(ledgerKey(scope, stack));
  const entry = text === null ? null : parseLedgerEntry(text.toString("utf8"), { stack, scope });
  return entry !== null && "stack" in entry && isTombstone(entry);
}
