import { fileRule } from "../../diagnostics/rule.ts";

export const planTwice = fileRule({
  id: "plan-twice",
  severity: "error",
  what: "a plan that the account or unit has already",
  why: "Two policies with one plan would merge, and the second would be refused or win.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html",
  example: {
    bad: { "accounts/sandbox.yaml": "plans: [bronze, bronze]" },
    good: { "accounts/sandbox.yaml": "plans: [bronze]" },
  },
});
