import { isObject, type JsonObject } from "../../stack/json-object.ts";

/**
 * What of a resource is not held against the expectation, because it says nothing of who may do what, or other rules of
 * the guard judge it. All else is judged, arguments that no stack has today included.
 */
const free: readonly string[] = ["//", "description", "lifecycle", "depends_on"];

const freeOfType: Readonly<Record<string, readonly string[]>> = {
  // which types are backed up: the guard's rule setting-lost
  aws_backup_region_settings: ["resource_type_management_preference", "resource_type_opt_in_preference"],
};

/** Tags that are words for people. No policy decides by them. */
const freeTags: readonly string[] = ["lockstep:lock-reason"];

/** The arguments that an expectation has to say, or a synthesized resource is judged by. */
export function judgedArguments(type: string, body: JsonObject): JsonObject {
  const left = [...free, ...(freeOfType[type] ?? []), ...freeOfBackupPolicy(type, body)];
  const { tags, ...judged } = Object.fromEntries(Object.entries(body).filter(([key]) => !left.includes(key)));
  if (tags === undefined) return judged;
  if (!isObject(tags)) return { ...judged, tags };
  const kept = Object.entries(tags).filter(([key]) => !freeTags.includes(key));
  return kept.length === 0 ? judged : { ...judged, tags: Object.fromEntries(kept) };
}

/** What a backup policy says is judged by rules of its own; to whom it is attached is not. */
const freeOfBackupPolicy = (type: string, body: JsonObject) =>
  type === "aws_organizations_policy" && body["type"] === "BACKUP_POLICY" ? ["content"] : [];
