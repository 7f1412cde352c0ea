import type { Target } from "../access.ts";
import type { Key } from "../kms.ts";
import { tagContext } from "./vault.ts";

/** A key, as a request is about it. */
export const keyTarget = (key: Key): Target => ({
  arn: key.arn,
  accountId: key.accountId,
  policy: { name: `key policy of ${key.aliases[0] ?? key.arn}`, document: key.policy },
  context: {
    ...(key.aliases.length > 0 ? { "kms:ResourceAliases": key.aliases } : {}),
    ...tagContext(key.tags, "Resource"),
  },
  grants: key.grants ?? [],
});
