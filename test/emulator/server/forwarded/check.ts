import type { Caller, Context, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import type { WireRequest } from "../wire-request.ts";

/** Something that the caller must be allowed for a request to go through. */
export interface Check {
  readonly action: string;
  readonly target: Target;
  readonly context?: Context;
}

/** What IAM has to say yes to before a request is handed on. */
export interface Mapped {
  /** AWS's name of what is asked for. */
  readonly operation: string;
  /** `null`: nobody has looked up what the operation takes. */
  readonly checks: readonly Check[] | null;
  /** A key with the policy that it is to have: whoever puts it must be able to put another. */
  readonly lockOut?: Target;
  /** In whose account it is, if not the caller's. */
  readonly accountId?: string;
}

export type MapRequest = (request: WireRequest, caller: Caller, cloud: Cloud) => Mapped;

/** Of actions that know no resource. */
export const anything = (accountId: string): Target => ({ arn: "*", accountId, policy: null });

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What a request says of the tags that it sets. */
export function requestTags(tags: unknown): Context {
  if (!Array.isArray(tags) || tags.length === 0) return {};
  const pairs = tags.map((tag: Tag & { readonly TagKey?: string; readonly TagValue?: string }) => [
    tag.Key ?? tag.TagKey ?? "",
    tag.Value ?? tag.TagValue ?? "",
  ]) as [string, string][];
  return {
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    "aws:TagKeys": pairs.map(([key]) => key),
  };
}

/** What a request says of the tags that it removes. */
export const removedTags = (keys: unknown): Context =>
  Array.isArray(keys) && keys.length > 0 ? { "aws:TagKeys": keys as readonly string[] } : {};

export const resourceTags = (tags: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));

/** The account in an ARN; `null`: the text is none, or names no account. */
export const accountIn = (arn: string): string | null => /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(arn)?.[1] ?? null;
