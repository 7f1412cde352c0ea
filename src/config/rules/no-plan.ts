import { fileRule } from "../../diagnostics/rule.ts";

export const noPlan = fileRule({
  id: "no-plan",
  severity: "error",
  what: "an active account without a plan",
  why: "It looks protected and is not.",
  source: null,
  example: { bad: { "accounts/sandbox.yaml": "plans: []" }, good: { "accounts/sandbox.yaml": "plans: [bronze]" } },
});
