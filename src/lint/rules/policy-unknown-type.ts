import { inSelection } from "../examples/in-selection.ts";
import { documentRule } from "../policy-rule.ts";

export const policyUnknownType = documentRule({
  id: "policy-unknown-type",
  severity: "warning",
  what: "a pattern for resources that AWS does not list",
  why: "It most likely matches nothing, and nothing says so.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inSelection({ resource_types: { "@@assign": ["DynamoDB"] } }),
    good: inSelection({ resource_types: { "@@assign": ["arn:aws:dynamodb:*:*:table/*"] } }),
  },
});
