import type { Statement } from "./policy-document.ts";

export interface PoliciesProps {
  readonly partition: string;
  readonly classTag: string;
  readonly class: string;
}

/**
 * Lets the pipeline create, change, attach and detach the backup policies of one class, told by their tag. It deletes a
 * policy only once nothing is attached to it: Organizations refuses before.
 */
export function policiesStatements({ partition, classTag, class: cls }: PoliciesProps): readonly Statement[] {
  const backup = { "organizations:PolicyType": "BACKUP_POLICY" };
  const policies = `arn:${partition}:organizations::*:policy/*/backup_policy/*`;
  const targets = ["root", "ou", "account"].map((kind) => `arn:${partition}:organizations::*:${kind}/*`);

  return [
    {
      Sid: "Create",
      Effect: "Allow",
      Action: "organizations:CreatePolicy",
      Resource: "*",
      Condition: { StringEquals: { ...backup, [`aws:RequestTag/${classTag}`]: cls } },
    },
    {
      Sid: "Change",
      Effect: "Allow",
      Action: [
        "organizations:UpdatePolicy",
        "organizations:DeletePolicy",
        "organizations:AttachPolicy",
        "organizations:DetachPolicy",
        "organizations:UntagResource",
      ],
      Resource: policies,
      Condition: { StringEquals: { [`aws:ResourceTag/${classTag}`]: cls } },
    },
    {
      Sid: "Targets",
      Effect: "Allow",
      Action: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
      Resource: targets,
      Condition: { StringEquals: backup },
    },
    {
      Sid: "Tag",
      Effect: "Allow",
      Action: "organizations:TagResource",
      Resource: policies,
      Condition: {
        StringEqualsIfExists: { [`aws:RequestTag/${classTag}`]: cls, [`aws:ResourceTag/${classTag}`]: cls },
      },
    },
    {
      Sid: "Read",
      Effect: "Allow",
      Action: [
        "organizations:DescribePolicy",
        "organizations:ListPoliciesForTarget",
        "organizations:ListTagsForResource",
        "organizations:ListTargetsForPolicy",
      ],
      Resource: "*",
    },
  ];
}
