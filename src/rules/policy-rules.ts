import type { RuleText } from "./rule-text.ts";

/** Backup policies as documents, whoever wrote them. */
export const policyRules = {} as const satisfies Record<string, RuleText>;
