import { isBackupPolicy } from "../../resources/policies.ts";
import { resourceType } from "../../resources/resource-types.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";

/**
 * What of a resource is not held against the expectation, because it says nothing of who may do what, or other rules of
 * the guard judge it. All else is judged, arguments that no stack has today included.
 */
const free: readonly string[] = ["//", "description", "lifecycle", "depends_on"];

/** Tags that are words for people. No policy decides by them. */
const freeTags: readonly string[] = ["lockstep:lock-reason"];

/** The arguments that an expectation has to say, or a synthesized resource is judged by. */
export function judgedArguments(type: string, body: JsonObject): JsonObject {
  const left = [...free, ...(resourceType(type)?.notExpected ?? []), ...freeOfBackupPolicy(type, body)];
  const { tags, ...judged } = Object.fromEntries(Object.entries(body).filter(([key]) => !left.includes(key)));
  if (tags === undefined) return judged;
  if (!isObject(tags)) return { ...judged, tags };
  const kept = Object.entries(tags).filter(([key]) => !freeTags.includes(key));
  return kept.length === 0 ? judged : { ...judged, tags: Object.fromEntries(kept) };
}

/** What a backup policy says is judged by rules of its own; to whom it is attached is not. */
const freeOfBackupPolicy = (type: string, body: JsonObject) => (isBackupPolicy(type, body) ? ["content"] : []);
