import { pipelineScopes, type Scope } from "../../names.ts";
import type { AffectedStack, AffectedStacks } from "../handoff/affected-stacks.ts";
import type { Shard } from "../handoff/shard.ts";

/** Jobs that GitHub takes in one matrix. https://docs.github.com/en/actions/reference/limits */
export const mostShards = 256;

/**
 * Affected stacks in at most `max` shards, numbered wave by wave. Each holds up to `perShard` stacks, more only where
 * `max` shards would not do; within a scope, sizes differ by one at most. What a person applies is in none. The same
 * stacks give the same shards, in whatever order they are listed.
 *
 * @throws when there are more scopes than `max`
 */
export function shardsOf(
  affected: Pick<AffectedStacks, "added" | "changed" | "retiring">,
  { max, perShard }: { readonly max: number; readonly perShard: number },
): readonly Shard[] {
  const stacks: readonly AffectedStack[] = [...affected.added, ...affected.changed, ...affected.retiring];
  const groups = pipelineScopes
    .map(({ scope, wave }) => ({ scope, wave, stacks: stacksIn(scope, stacks) }))
    .filter((group) => group.stacks.length > 0);
  if (max > mostShards)
    throw new Error(`--max: got ${max}; use at most ${mostShards}, the jobs that GitHub takes in a matrix`);
  if (groups.length > max) {
    throw new Error(
      `--max: got ${max}; use at least ${groups.length}: a shard never mixes scopes, and the stacks are of ${groups.map(({ scope }) => scope).join(", ")}`,
    );
  }

  let size = perShard;
  while (sum(groups.map((group) => Math.ceil(group.stacks.length / size))) > max) size++;
  return groups
    .flatMap(({ scope, wave, stacks }) =>
      evenParts(stacks, Math.ceil(stacks.length / size)).map((part) => ({ scope, wave, stacks: part })),
    )
    .map((shard, index) => ({ index, ...shard }));
}

/** Indices by scope, an empty list for a scope that nothing changes in: a workflow asks for each of them by name. */
export function indicesByScope(shards: readonly Shard[]): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    pipelineScopes.map(({ scope }) => [
      scope,
      shards.filter((shard) => shard.scope === scope).map(({ index }) => index),
    ]),
  );
}

const stacksIn = (scope: Scope, stacks: readonly AffectedStack[]) =>
  stacks
    .filter((stack) => stack.scope === scope && stack.wave !== null)
    .map(({ stack }) => stack)
    .sort();

function evenParts(items: readonly string[], parts: number): readonly (readonly string[])[] {
  const start = (part: number) => Math.floor((part * items.length) / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(start(part), start(part + 1)));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
