import { resourceType } from "../../resources/resource-types.ts";
import { type GuardRule, violation } from "../guarded-change.ts";

/**
 * Something that protection rests on is deleted, replaced or forgotten. A resource that only moved to another address is
 * none of these.
 */
export const destroyed: GuardRule = (change) => {
  const { action, before, type } = change;
  if (!before || (action !== "delete" && action !== "replace" && action !== "forget")) return [];
  const loss = resourceType(type)?.loss ?? null;
  const lost = typeof loss === "function" ? loss(before) : loss;
  if (lost === null) return [];
  const ways = {
    delete: `is deleted; with it goes ${lost}`,
    replace: `is deleted and created anew; in between, or for ever, goes ${lost}`,
    forget: `is left behind, seen by nobody; unguarded stays ${lost}`,
  };
  return [violation(change, action, `${type} ${ways[action]}; keep it`)];
};

/** Whether `destroyed` speaks of any resource of a type that is gone, so that no other rule needs to. */
export const isKept = (type: string) => typeof resourceType(type)?.loss === "string";
