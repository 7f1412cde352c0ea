import { fileRule } from "../../diagnostics/rule.ts";

export const yearShort = fileRule({
  id: "year-short",
  severity: "warning",
  what: "a promise in years that ends before the calendar's years do",
  why: "AWS counts days, and a year is 365 of them: 10y is 3650d, up to three days less than ten years with their leap days. Whoever has to keep something for ten years has lost it by then.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { monthly: { keep: { central: 7y } } }" },
    good: { "plans/gold.yaml": "rules: { monthly: { keep: { central: 2557d } } }" },
  },
});
