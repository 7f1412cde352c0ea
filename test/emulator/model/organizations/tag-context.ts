import type { Context } from "../access.ts";

/** What policies are told of the tags that a resource carries. */
export const resourceContext = (tags: Readonly<Record<string, string>>): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));

/** What policies are told of the tags that a request brings. */
export function requestContext(tags: Readonly<Record<string, string>>): Context {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  const each = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { ...Object.fromEntries(each), "aws:TagKeys": keys };
}
