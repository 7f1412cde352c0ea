import type { PlainJson } from "../../aws/policy/effective-policy.ts";

/** What breaks a rule of policies and what does not. A test judges both, and `docs/rules.md` shows them. */
export interface PolicyExample {
  readonly bad: PolicyFiles;
  readonly good: PolicyFiles;
}

/**
 * JSON that is laid over the sound policy: objects are merged, everything else is replaced, and `null` takes a key out. A
 * text is a whole file as it stands; of two, the second is the policy of a child, with nothing below it.
 */
export type PolicyFiles = PolicyOverlay | string | readonly [parent: PolicyOverlay, child: PolicyOverlay];

export type PolicyOverlay = { readonly [key: string]: PlainJson };
