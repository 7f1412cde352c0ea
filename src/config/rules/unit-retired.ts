import { fileRule } from "../../diagnostics/rule.ts";

export const unitRetired = fileRule({
  id: "unit-retired",
  severity: "error",
  what: "a retired account that is still in a unit",
  why: "The unit's policies would go on backing it up.",
  source: null,
  example: {
    bad: { "accounts/lakehouse-prod.yaml": "state: retired" },
    good: { "accounts/lakehouse-prod.yaml": "state: retired\nunit: null" },
  },
});
