import type { Actor } from "./actor.ts";
import type { Attempt } from "./step.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

interface Pair {
  readonly policy: Thing;
  readonly target: Thing;
}

const pairsOf = new WeakMap<World, readonly Pair[]>();

/** Policies are attached to targets and detached from them: both have to be allowed. */
export function* policyPairs(world: World, actor: Actor): Generator<Attempt> {
  for (const { policy, target } of pairsIn(world)) {
    for (const action of ["organizations:AttachPolicy", "organizations:DetachPolicy"]) {
      const context = { "organizations:PolicyType": policy.context["organizations:PolicyType"] ?? "" };
      const isDetached = action === "organizations:DetachPolicy" && policy.sort === "guardrail";
      if (isDetached && target.of !== "everything") continue;
      yield {
        kind: "attach or detach",
        actor,
        requests: [policy, target].map((thing) => ({ action, thing, context })),
        gives: isDetached ? "detaches it" : null,
        told: action === "organizations:AttachPolicy" ? "attaches" : "detaches",
      };
    }
  }
}

function pairsIn(world: World): readonly Pair[] {
  const known = pairsOf.get(world);
  if (known) return known;
  const policies = world.things.filter(({ sort }) => sort === "guardrail" || sort === "backup policy");
  const targets = world.things.filter((thing) => thing.sort === "attachment target" && thing.jewel === null);
  // one of a kind is enough
  const kinds = [...new Map(targets.map((thing) => [thing.said, thing])).values()];
  const pairs = policies.flatMap((policy) => kinds.map((target) => ({ policy, target })));
  pairsOf.set(world, pairs);
  return pairs;
}
