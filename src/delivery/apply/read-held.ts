import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const held = z.looseObject({ held: z.array(z.string()) });

/**
 * Stacks that are not to be applied in this run, as the report wrote them.
 *
 * @throws when the file is missing or broken: nothing held would let everything through
 */
export async function readHeld(folder: string): Promise<ReadonlySet<string>> {
  const file = join(folder, "held.json");
  try {
    return new Set(held.parse(JSON.parse(await readFile(file, "utf8"))).held);
  } catch (cause) {
    throw new Error(`${file}: got no list of held stacks; use what \`lockstep report\` wrote`, { cause });
  }
}
