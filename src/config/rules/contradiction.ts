import { fileRule } from "../../diagnostics/rule.ts";

export const contradiction = fileRule({
  id: "contradiction",
  severity: "error",
  what: "two keys say things that cannot both be meant, or a protection is weakened without a reason",
  why: "One of the two would silently win.",
  source: null,
  example: {
    bad: { "organization.yaml": "management: { guardrails: false }" },
    good: { "organization.yaml": "management: { guardrails: false, reason: an SCP of ours does the same }" },
  },
});
