import { isTombstone, type LedgerPlace, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { PlanJson } from "../terraform/plan-json.ts";

/**
 * Whether a stack was applied, says the ledger, and its state knows nothing of it: all that it has still exists, and would
 * be made again, its keys twice.
 */
export async function isStateLost(
  { resource_changes = [] }: PlanJson,
  ledger: Pick<ObjectStore, "get">,
  place: LedgerPlace,
): Promise<boolean> {
  const managed = resource_changes.filter(({ mode }) => mode === "managed");
  if (managed.length === 0 || managed.some(({ change }) => change.actions.join() !== "create")) return false;
  const entry = await readLedgerEntry(ledger, place);
  // what cannot be read is no proof that nothing was made
  return entry !== null && !isTombstone(entry);
}
