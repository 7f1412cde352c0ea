import { parseDocument } from "yaml";
import type { MainChange } from "./changes-of-main.ts";
import { git } from "./git.ts";

/**
 * Changes of an account's file up to the one that wrote `state: retired`, that one included: whoever wrote any of them had
 * a part in it, whatever was merged afterwards.
 *
 * @param folder a repository with all its history
 * @param changes those of the account's file, the newest first
 * @param files that it may be
 */
export async function retiringChanges(
  folder: string,
  changes: readonly MainChange[],
  files: readonly string[],
): Promise<readonly MainChange[]> {
  for (const [index, { commit }] of changes.entries()) {
    const before = await Promise.all(files.map((file) => git(folder, "show", `${commit}^:${file}`).catch(() => null)));
    if (!before.some((text) => text !== null && mayBeRetired(text))) return changes.slice(0, index + 1);
  }
  return changes;
}

/** What cannot be read may be anything. */
function mayBeRetired(text: string): boolean {
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) return true;
  const data: unknown = document.toJS();
  return typeof data === "object" && data !== null && "state" in data && data.state === "retired";
}
