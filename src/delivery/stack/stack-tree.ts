import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject, type JsonObject, objectAt } from "./json-object.ts";

/** A synthesized folder, whose stacks are read one by one: thousands of them need not be in memory at once. */
export interface StackTree {
  /** Sorted. */
  readonly stacks: readonly string[];
  /** The file of a stack. */
  readonly file: (stack: string) => string;
}

/** A folder without stacks: what the first commit is compared with. */
const emptyTree: StackTree = { stacks: [], file: (stack) => stack };

/**
 * Which stacks a synthesized folder holds, by its manifest.
 *
 * @throws naming the manifest, when there is one and it is broken
 */
export async function readStackTree(folder: string): Promise<StackTree> {
  const file = join(folder, "manifest.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${file}: got ${error.message}; use a folder that \`lockstep synth\` wrote`, { cause: error });
  });
  if (text === null) return emptyTree;

  const stacks = Object.keys(objectAt(parseObject(text, file), "stacks")).sort();
  // the names become paths, job outputs and Markdown, and a pull request can synthesize any
  const odd = stacks.find((stack) => !/^[a-z][a-z0-9-]{0,127}$/.test(stack));
  if (odd !== undefined) {
    throw new Error(`${file}: got a stack ${JSON.stringify(odd)}; use lower-case letters, digits and hyphens`);
  }
  return { stacks, file: (stack) => join(folder, "stacks", stack, "cdk.tf.json") };
}

/** @throws naming the file, when it holds no JSON object */
export function parseObject(text: string, file: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new Error(`${file}: got no JSON (${(error as Error).message}); synthesize it again`, { cause: error });
  }
  throw new Error(`${file}: got JSON that is no object; synthesize it again`);
}
