import { fileRule } from "../../diagnostics/rule.ts";

export const unitRegions = fileRule({
  id: "unit-regions",
  severity: "error",
  what: "an account in a unit with Regions of its own",
  why: "The unit's policies would run in Regions where the account has no vault, and fail every night.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  example: {
    bad: { "accounts/lakehouse-prod.yaml": "regions: [eu-west-1]" },
    good: { "accounts/lakehouse-prod.yaml": "regions: null" },
  },
});
