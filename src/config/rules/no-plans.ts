import { fileRule } from "../../diagnostics/rule.ts";

export const noPlans = fileRule({
  id: "no-plans",
  severity: "error",
  what: "no plan",
  why: "It is most likely the wrong folder.",
  source: null,
  example: {
    at: "organization.yaml",
    bad: { "plans/bronze.yaml": null, "plans/gold.yaml": null, "plans/silver.yaml": null },
    good: { "plans/bronze.yaml": "promise: { rto: 1d }" },
  },
});
