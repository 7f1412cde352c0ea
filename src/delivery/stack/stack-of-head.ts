import { readFile } from "node:fs/promises";
import { useInstead } from "../../words/nearest.ts";
import type { JsonObject } from "./json-object.ts";
import { type StackPlace, stackPlace } from "./stack-place.ts";
import { parseObject, readStackTree } from "./stack-tree.ts";

/** One stack of a synthesized folder, and where it keeps its state. */
export interface StackOfHead {
  readonly stack: string;
  readonly json: JsonObject;
  readonly place: StackPlace;
}

/** @throws when the folder holds no stack of that name, with the one that may be meant */
export async function stackOfHead(head: string, stack: string): Promise<StackOfHead> {
  const tree = await readStackTree(head);
  if (!tree.stacks.includes(stack)) {
    throw new Error(`${head}: got no stack ${JSON.stringify(stack)}; ${useInstead(stack, tree.stacks)}`);
  }
  const file = tree.file(stack);
  const json = parseObject(await readFile(file, "utf8"), file);
  return { stack, json, place: stackPlace(stack, json) };
}
