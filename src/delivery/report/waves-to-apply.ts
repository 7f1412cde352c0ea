import { pipelineScopes, type Scope } from "../../names.ts";
import type { Shard } from "../handoff/shard.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** An apply job: all that its matrix says of it. */
export interface ApplyJob {
  readonly scope: Scope;
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
