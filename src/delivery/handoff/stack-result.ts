import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

const outcome = z.enum(["applied", "unchanged", "held", "superseded", "left", "not-ready", "failed", "not-tried"]);

const schema = z
  .strictObject({
    stack: field.stack,
    scope: field.scope,
    wave: field.wave,
    outcome,
    /** Why, and what to do; empty when there is nothing to say. */
    message: z.string(),
  })
  .readonly();

/**
 * `unchanged`: there was nothing to change, which the ledger now knows; `held`: its plan is not the one that was
 * reviewed; `left`: `main` has it otherwise by now, and waves that stand on it do not begin; `not-tried`: its shard was stopped before.
 */
export type ApplyOutcome = z.infer<typeof outcome>;

/** What became of a stack in the apply of its shard. */
export type StackResult = z.infer<typeof schema>;

export const resultFile = handOver<StackResult>({
  what: "a result",
  writer: "`lockstep apply`",
  version: 2,
  schema,
});

/**
 * What the apply jobs left: every `.json` file of a folder and the folders in it; no folder, no results.
 *
 * @throws naming each file that is none
 */
export async function readResults(folder: string): Promise<readonly StackResult[]> {
  const entries = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.endsWith(".json")).sort();
  return resultFile.readAll(files.map((file) => join(folder, file)));
}
