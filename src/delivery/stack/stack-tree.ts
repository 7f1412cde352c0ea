import { join } from "node:path";
import type { JsonObject } from "./json-object.ts";
import { readManifest, stackPath } from "./manifest.ts";
import { parseObjectOr } from "./strict-json.ts";

/** A synthesized folder, whose stacks are read one by one: thousands of them need not be in memory at once. */
export interface StackTree {
  /** Sorted. */
  readonly stacks: readonly string[];
  /** The file of a stack. */
  readonly file: (stack: string) => string;
}

/**
 * Which stacks a synthesized folder holds, by its manifest; none, where there is no manifest: what the first commit is
 * compared with.
 *
 * @throws naming the manifest, when there is one and it is broken
 */
export async function readStackTree(folder: string): Promise<StackTree> {
  const stacks = [...((await readManifest(folder))?.keys() ?? [])].sort();
  return { stacks, file: (stack) => join(folder, stackPath(stack)) };
}

/** @throws naming the file, when it holds no JSON object */
export function parseObject(text: string, file: string): JsonObject {
  const value = parseObjectOr(text);
  if (typeof value === "string") throw new Error(`${file}: ${value}; synthesize it again`);
  return value;
}
