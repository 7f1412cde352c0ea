import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { pipelineScopes } from "../../names.ts";
import type { Shard } from "../affected/shards.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** An apply job: all that its matrix says of it. */
export interface ApplyJob {
  readonly scope: string;
  readonly shard: number;
}

/**
 * Jobs of each wave in which something is left to apply, an empty list for a wave without any. A stack whose plan changes
 * nothing counts too: that it is as it should be is still to be written down in the ledger.
 */
export function wavesToApply(
  shards: readonly Shard[],
  summaries: readonly StackSummary[],
  held: ReadonlyMap<string, unknown>,
): ReadonlyMap<number, readonly ApplyJob[]> {
  const ready = new Set(
    summaries
      .filter(({ stack, outcome }) => (outcome === "changed" && !held.has(stack)) || outcome === "unchanged")
      .map(({ stack }) => stack),
  );
  const waves = [...new Set(pipelineScopes.map(({ wave }) => wave))].sort((a, b) => a - b);
  const jobsOf = (wave: number) =>
    shards
      .filter((shard) => shard.wave === wave && shard.stacks.some((stack) => ready.has(stack)))
      .sort((a, b) => a.index - b.index)
      .map(({ scope, index }) => ({ scope, shard: index }));
  return new Map(waves.map((wave) => [wave, jobsOf(wave)]));
}

const shard = z.object({
  index: z.int().min(0),
  scope: z.enum(pipelineScopes.map(({ scope }) => scope) as [Shard["scope"], ...Shard["scope"][]]),
  wave: z.int(),
  stacks: z.array(z.string()),
});

/** @throws naming the file that is none: its stacks would be left unapplied without a word */
export async function readShards(folder: string): Promise<readonly Shard[]> {
  const files = await readdir(folder).catch((cause: Error) => {
    throw new Error(`${folder}: got ${cause.message}; use the folder that \`lockstep shard\` or pending wrote`, {
      cause,
    });
  });
  return Promise.all(
    files
      .filter((file) => /^\d+\.json$/.test(file))
      .map(async (file) => {
        try {
          return shard.parse(JSON.parse(await readFile(join(folder, file), "utf8")));
        } catch (cause) {
          throw new Error(`${join(folder, file)}: got no shard; use the folder that \`lockstep shard\` wrote`, {
            cause,
          });
        }
      }),
  );
}
