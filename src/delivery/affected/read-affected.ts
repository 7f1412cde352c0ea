import { readFile } from "node:fs/promises";
import { parseObject } from "../stack/stack-tree.ts";
import type { AffectedStacks } from "./affected-stacks.ts";

const lists = ["added", "changed", "retiring", "removed", "moved"];

/**
 * What `affected --out` wrote.
 *
 * @throws naming the file, when it is something else: no shard of a wrong file would look like no change
 */
export async function readAffected(file: string): Promise<AffectedStacks> {
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new Error(`${file}: got ${cause.message}; use a file that \`lockstep affected --out\` wrote`, { cause });
  });
  const value = parseObject(text, file);
  const missing = lists.filter((list) => !Array.isArray(value[list]));
  if (missing.length > 0) {
    throw new Error(`${file}: got no ${missing.join(", ")}; use a file that \`lockstep affected --out\` wrote`);
  }
  return value as unknown as AffectedStacks;
}
