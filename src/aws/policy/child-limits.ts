import { effectiveKey } from "./effective-key.ts";
import type { Origin } from "./effective-policy.ts";
import type { JsonNode, JsonObject } from "./json-node.ts";
import { pointerTo } from "./json-pointer.ts";
import { childControl, isValueOperator, type ValueOperator, valueOperators } from "./policy-operators.ts";

/** What policies further down may do at a node, as the policies above them say. */
export interface ChildLimits {
  readonly allowed: readonly ValueOperator[];
  /** Where the last operator was taken away; `null`: nothing was. */
  readonly origin: Origin | null;
  readonly members: ReadonlyMap<string, ChildLimits>;
}

export const noLimits: ChildLimits = { allowed: valueOperators, origin: null, members: new Map() };

/**
 * Operators that a value of `@@operators_allowed_for_child_policies` names; `null`: it is no list of operators, and so
 * limits nothing.
 */
export function namedOperators(value: JsonNode): readonly ValueOperator[] | null {
  if (value.kind !== "array" || value.items.length === 0) return null;
  const names = value.items.map((item) => (item.kind === "scalar" ? item.value : null));
  const areKnown = names.every(
    (name) => typeof name === "string" && (name === "@@all" || name === "@@none" || isValueOperator(name)),
  );
  if (!areKnown) return null;
  return names.includes("@@all") ? valueOperators : valueOperators.filter((operator) => names.includes(operator));
}

/**
 * The limits once a policy has added its own. A policy only takes operators away, so that what policies of one place
 * allow is the intersection, and nothing taken away above comes back.
 */
export function tighten(
  limits: ChildLimits,
  node: JsonObject,
  policy: number,
  path: readonly string[] = [],
  pointer = "",
): ChildLimits {
  let { allowed, origin } = limits;
  const members = new Map(limits.members);
  for (const { key, value } of node.members) {
    const at = pointerTo(pointer, key);
    if (key === childControl) {
      const named = namedOperators(value) ?? valueOperators;
      const left = allowed.filter((operator) => named.includes(operator));
      if (left.length < allowed.length) origin = { policy, pointer: at, offset: value.offset };
      allowed = left;
    } else if (value.kind === "object" && !isValueOperator(key)) {
      const name = effectiveKey(path, key);
      members.set(name, tighten(members.get(name) ?? noLimits, value, policy, [...path, name], at));
    }
  }
  return { allowed, origin, members };
}
