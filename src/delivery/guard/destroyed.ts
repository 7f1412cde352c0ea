import { resourceType } from "../resources/resource-types.ts";
import type { GuardedChange } from "./guarded-change.ts";
import type { PlanComplaint } from "./plan-rule.ts";

/**
 * Something that protection rests on is deleted, replaced or forgotten. A resource that only moved to another address is
 * none of these.
 */
export function destroyedBy(
  way: "delete" | "replace" | "forget",
  { action, before, type }: GuardedChange,
): readonly PlanComplaint[] {
  if (!before || action !== way) return [];
  const loss = resourceType(type)?.loss ?? null;
  const lost = typeof loss === "function" ? loss(before) : loss;
  if (lost === null) return [];
  const { got, why } = {
    delete: { got: "is deleted", why: `with it goes ${lost}` },
    replace: { got: "is deleted and created anew", why: `in between, or for ever, goes ${lost}` },
    forget: { got: "is left behind, seen by nobody", why: `unguarded stays ${lost}` },
  }[way];
  return [{ got: `${type} ${got}`, why, use: "keep it" }];
}

/** Whether {@link destroyedBy} speaks of any resource of a type that is gone, so that no other rule needs to. */
export const isKept = (type: string) => typeof resourceType(type)?.loss === "string";
