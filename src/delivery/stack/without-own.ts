import { ownerTag, stackTag } from "../../names.ts";
import { canonicalJson } from "./canonical-json.ts";
import { isObject, type JsonObject } from "./json-object.ts";

/** What makes an account's stack its own, next to its settings. */
export interface Own {
  readonly stack: string;
  readonly accountId: string;
}

const ownTags: readonly string[] = [stackTag, ownerTag];

/**
 * A part of a stack's JSON with what is the account's own replaced: its id wherever it stands, its stack's id, its owner.
 * Ids of other accounts, such as the central account's, stay: an account that copies elsewhere is another matter.
 */
export function withoutOwn(value: unknown, { stack, accountId }: Own): string {
  // the names are short words ("prod") that settings hold too, so they are replaced only where they are names
  const own = (part: unknown, key?: string): unknown => {
    if (Array.isArray(part)) return part.map((item) => own(item));
    if (isObject(part)) return ownMembers(part);
    if (typeof part !== "string" || key === undefined) return part;
    if (ownTags.includes(key)) return `<${key}>`;
    return key === "key" ? part.replace(`/${stack}.tfstate`, "/<stack>.tfstate") : part;
  };
  const ownMembers = (part: JsonObject) =>
    Object.fromEntries(Object.entries(part).map(([key, member]) => [key, own(member, key)]));

  // not within a longer number, which would be no account id
  return canonicalJson(own(value)).replaceAll(new RegExp(`(?<!\\d)${accountId}(?!\\d)`, "g"), "<account>");
}
