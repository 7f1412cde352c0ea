import { inSelection } from "../examples/in-selection.ts";
import { documentRule } from "../policy-rule.ts";

export const policySingleResource = documentRule({
  id: "policy-single-resource",
  severity: "error",
  what: "one resource where a policy takes types of resources",
  why: "Organization policies select by type and tag; a single ARN is not supported.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inSelection({ resource_types: { "@@assign": ["arn:aws:s3:::ledger-archive"] } }),
    good: inSelection({ resource_types: { "@@assign": ["arn:aws:s3:::*"] } }),
  },
});
