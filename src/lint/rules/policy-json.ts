import { documentRule } from "../policy-rule.ts";

export const policyJson = documentRule({
  id: "policy-json",
  severity: "error",
  what: "a policy that is not JSON",
  why: "AWS Organizations refuses it at deployment.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: '{ "plans": {}, }',
    good: {},
  },
});
