import { basename } from "node:path";
import { mapConcurrently } from "../../map-concurrently.ts";
import { applyNoteKey, ledgerFolder, ledgerKey, pipelineScopes } from "../../names.ts";
import type { LedgerPlace } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import { stackName } from "../stack/stack-name.ts";
import { lostApply } from "./lost-apply.ts";

/**
 * Stacks of which an apply has begun and none ever ended well, sorted by scope: the ledger has no entry of them, and the
 * state may hold a part. Where such a stack goes again, nothing else knows that it was there.
 */
export async function unfinishedStacks(store: Pick<ObjectStore, "get" | "list">): Promise<readonly LedgerPlace[]> {
  const ending = ".applying";
  const lists = await mapConcurrently(pipelineScopes, 8, async ({ scope }): Promise<readonly LedgerPlace[]> => {
    const keys = new Set(await store.list(ledgerFolder(scope)));
    return [...keys].flatMap((key) => {
      const name = basename(key, ".json");
      const stack = name.slice(0, -ending.length);
      const isNote = name.endsWith(ending) && stackName.test(stack) && key === applyNoteKey(scope, stack);
      return isNote && !keys.has(ledgerKey(scope, stack)) ? [{ scope, stack }] : [];
    });
  });
  const found = await mapConcurrently(lists.flat(), 8, async (place) =>
    (await lostApply(store, place)) ? [place] : [],
  );
  return found.flat();
}
