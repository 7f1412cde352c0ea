import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { readHead } from "../../../src/delivery/ledger/read-head.ts";
import { ledgerKey } from "../../../src/names.ts";
import { appJson, writeTree } from "../../delivery/affected/support/trees.ts";
import { appliedEntry } from "../../delivery/ledger/support/entries.ts";

/** What is merged: accounts of these names, synthesized. */
export const mergedAccounts = (...names: readonly string[]): string =>
  writeTree(Object.fromEntries(names.map((name) => [`app-${name}`, appJson(name)])));

/** The ledger's objects when these stacks of what is merged are applied. */
export async function ledgerOf(head: string, ...stacks: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { stacks: merged } = await readHead(head, null);
  return Object.fromEntries(
    merged
      .filter(({ affected }) => stacks.includes(affected.stack))
      .map(({ affected: { stack, scope, accountId, configHash } }) => [
        ledgerKey(scope, stack),
        ledgerFile.text({ ...appliedEntry, stack, scope, accountId, configHash }),
      ]),
  );
}
