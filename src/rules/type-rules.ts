import type { RuleText } from "./rule-text.ts";

/** What resource types can and cannot do. */
export const typeRules = {} as const satisfies Record<string, RuleText>;
