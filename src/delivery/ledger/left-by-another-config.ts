import { isTombstone, type LedgerPlace, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { LostApply } from "./lost-apply.ts";

/**
 * What people are to know of an apply that did not end well and was of another config than the stack has now, such as a
 * change that was reverted: what that alone would have made is in no plan, so that nothing looks for it.
 *
 * @param configHash of the stack as it is now
 * @returns `null`: it was of this config, and what it made is looked for
 */
export async function leftByAnotherConfig(
  store: Pick<ObjectStore, "get">,
  place: LedgerPlace,
  lost: LostApply,
  configHash: string,
): Promise<string | null> {
  const isAnother =
    lost.configHash === undefined ? await wasApplied(store, place, configHash) : lost.configHash !== configHash;
  if (!isAnother) return null;
  const by = lost.runUrl === "" ? lost.apply : `${lost.apply}, ${lost.runUrl}`;
  return `an apply (${by}) that did not end well was of another config than this: what that alone would have made may stand in AWS and in no state, and nothing looks for it. Find it as docs/runbooks/failed-apply.md says, "What a reverted change may have left"`;
}

/** An apply that was noted without its config came after that of the ledger's entry. */
async function wasApplied(store: Pick<ObjectStore, "get">, place: LedgerPlace, configHash: string): Promise<boolean> {
  const entry = await readLedgerEntry(store, place);
  return entry !== null && !("broken" in entry) && !isTombstone(entry) && entry.configHash === configHash;
}
