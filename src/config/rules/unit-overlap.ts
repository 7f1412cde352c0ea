import { fileRule } from "../../diagnostics/rule.ts";

export const unitOverlap = fileRule({
  id: "unit-overlap",
  severity: "error",
  what: "a unit within another unit",
  why: "An OU inherits the policies of the OUs above it: one account would get two units' plans.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html",
  example: {
    bad: {
      "organization.yaml": "units: { lakes: { path: ou-ab12-1a2b3c4d/ou-ab12-55555555, class: prod, plans: [] } }",
    },
    good: { "organization.yaml": "units: { lakes: { path: ou-ab12-55555555, class: prod, plans: [] } }" },
  },
});
