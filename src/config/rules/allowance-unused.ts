import type { RuleText } from "../../diagnostics/rule.ts";

// the guard raises it, who knows what is planned: config alone is no example
export const allowanceUnused = {
  id: "allowance-unused",
  severity: "warning",
  what: "an entry of allowances.yaml that matches nothing that is planned",
  why: "It would let the next such change pass unseen.",
  source: null,
} as const satisfies RuleText;
