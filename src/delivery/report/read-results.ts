import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { StackResult } from "../apply/stack-result.ts";

const result = z.object({
  stack: z.string().min(1),
  scope: z.string(),
  wave: z.number(),
  outcome: z.enum(["applied", "unchanged", "held", "superseded", "not-ready", "failed", "not-tried"]),
  message: z.string(),
});

/**
 * What the apply jobs left: every `.json` file of a folder and the folders in it; no folder, no results.
 *
 * @throws naming the file that is none
 */
export async function readResults(folder: string): Promise<readonly StackResult[]> {
  const entries = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (file) => {
      try {
        return result.parse(JSON.parse(await readFile(join(folder, file), "utf8")));
      } catch (cause) {
        throw new Error(`${join(folder, file)}: got no result; use what apply wrote`, { cause });
      }
    }),
  );
}
