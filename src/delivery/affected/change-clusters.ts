import type { Scope } from "../../names.ts";
import type { AffectedStack, AffectedStacks, BlockChanges } from "../handoff/affected-stacks.ts";
import { compareScopes } from "../stack/pipeline-scope.ts";

/** Stacks of one scope that change alike. */
export interface ChangeCluster {
  readonly kind: "added" | "changed" | "retiring";
  readonly scope: Scope;
  readonly wave: number | null;
  /** Sorted. */
  readonly stacks: readonly string[];
  readonly blocks: BlockChanges;
}

/** By wave, what a person applies last; within a wave by scope, then the largest first. */
export function changeClusters(affected: AffectedStacks): readonly ChangeCluster[] {
  return (["retiring", "changed", "added"] as const)
    .flatMap((kind) => clustersOf(kind, affected[kind]))
    .sort(
      (a, b) =>
        (a.wave ?? Number.MAX_SAFE_INTEGER) - (b.wave ?? Number.MAX_SAFE_INTEGER) ||
        compareScopes(a.scope, b.scope) ||
        b.stacks.length - a.stacks.length,
    );
}

function clustersOf(kind: ChangeCluster["kind"], stacks: readonly AffectedStack[]): readonly ChangeCluster[] {
  const clusters = new Map<string, AffectedStack[]>();
  for (const stack of stacks) {
    const key = `${stack.scope} ${stack.changeShape}`;
    const cluster = clusters.get(key);
    if (cluster) cluster.push(stack);
    else clusters.set(key, [stack]);
  }
  return [...clusters.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { scope, wave, blocks } = first;
    return [{ kind, scope, wave, blocks, stacks: members.map(({ stack }) => stack).sort() }];
  });
}
