import { fileRule } from "../../diagnostics/rule.ts";

export const unknownUnit = fileRule({
  id: "unknown-unit",
  severity: "error",
  what: "a unit that organization.yaml does not have",
  why: "The account would get no policy, and central would not know it.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "unit: data-platfrom\nplans: null" },
    good: { "accounts/sandbox.yaml": "unit: data-platform\nclass: prod\nplans: null" },
  },
});
