import { inPlan } from "../examples/in-plan.ts";
import { documentRule } from "../policy-rule.ts";

export const policyPlaceholder = documentRule({
  id: "policy-placeholder",
  severity: "error",
  what: "$account or $region where AWS does not replace it, or a literal where AWS wants the placeholder",
  why: "The text is taken as it stands, names nothing, and every job that needs it fails at night.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inPlan({ regions: { "@@assign": ["$region"] } }),
    good: inPlan({ regions: { "@@assign": ["eu-west-2"] } }),
  },
});
