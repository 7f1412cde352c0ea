import { inSelection } from "../examples/in-selection.ts";
import { documentRule } from "../policy-rule.ts";

export const policyArn = documentRule({
  id: "policy-arn",
  severity: "error",
  what: "an ARN that names no vault or role",
  why: "AWS does not look whether it exists: every job that needs it fails at night.",
  source: "repost.aws/knowledge-center/backup-policy-no-jobs-created",
  example: {
    bad: inSelection({ iam_role_arn: { "@@assign": "backup" } }),
    good: inSelection({ iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/backup" } }),
  },
});
