import { inSelection } from "../examples/in-selection.ts";
import { documentRule } from "../policy-rule.ts";

export const policyOneAccountRole = documentRule({
  id: "policy-one-account-role",
  severity: "warning",
  what: "a role of one account in a policy that runs in many",
  why: "In every other account the role does not exist, and no backup starts.",
  source: "repost.aws/knowledge-center/backup-policy-no-jobs-created",
  example: {
    bad: inSelection({ iam_role_arn: { "@@assign": "arn:aws:iam::123456789012:role/backup" } }),
    good: inSelection({ iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/backup" } }),
  },
});
