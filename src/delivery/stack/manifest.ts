import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { stackName } from "./stack-name.ts";
import { parseStrictly } from "./strict-json.ts";

// CDKTF's own file, of which only this is read: what else it writes into it is its matter
const schema = z.looseObject({
  stacks: z.record(z.string(), z.looseObject({ synthesizedStackPath: z.exactOptional(z.string()) })),
});

/**
 * Which stacks a synthesized folder holds, in the order of its manifest, with the file of each.
 *
 * @returns `null` when there is no manifest. @throws naming the manifest, when it is broken
 */
export async function readManifest(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const file = join(folder, "manifest.json");
  const use = "use a folder that `lockstep synth` wrote";
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`${file}: got ${error.message}; ${use}`, { cause: error });
  });
  if (text === null) return null;

  const read = parseStrictly(text, schema);
  if ("problems" in read) throw new Error(read.problems.map((problem) => `${file}: ${problem}; ${use}`).join("\n"));
  const stacks = Object.entries(read.value.stacks);
  const odd = stacks.find(([stack]) => !stackName.test(stack));
  if (odd)
    throw new Error(`${file}: got a stack ${JSON.stringify(odd[0])}; use lower-case letters, digits and hyphens`);
  return new Map(
    stacks.map(([stack, { synthesizedStackPath: path = stackPath(stack) }]) => [stack, join(folder, path)]),
  );
}

/** Where CDKTF writes a stack. */
export const stackPath = (stack: string) => join("stacks", stack, "cdk.tf.json");
