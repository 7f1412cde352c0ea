import { fileRule } from "../../diagnostics/rule.ts";

export const unknownPlan = fileRule({
  id: "unknown-plan",
  severity: "error",
  what: "a plan that has no file",
  why: "The account would be protected by nothing.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "plans: [bronce]" },
    good: { "accounts/sandbox.yaml": "plans: [bronze]" },
  },
});
