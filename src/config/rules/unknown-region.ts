import { fileRule } from "../../diagnostics/rule.ts";

export const unknownRegion = fileRule({
  id: "unknown-region",
  severity: "error",
  what: "a Region that AWS does not have",
  why: "The policy would be accepted and back up nothing there.",
  source: "docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
  example: {
    bad: { "accounts/sandbox.yaml": "regions: [eu-west-9]" },
    good: { "accounts/sandbox.yaml": "regions: [eu-west-2]" },
  },
});
