import { fileRule } from "../../diagnostics/rule.ts";

export const unitClass = fileRule({
  id: "unit-class",
  severity: "error",
  what: "an account of another class than its unit",
  why: "The unit's policies would copy it to the other central account.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "unit: data-platform\nplans: null" },
    good: { "accounts/sandbox.yaml": "unit: data-platform\nclass: prod\nplans: null" },
  },
});
