import type { Statement } from "./policy-document.ts";

export interface PoliciesProps {
  readonly partition: string;
  readonly classTag: string;
  readonly class: string;
}

/**
 * Lets the pipeline create, change and detach the backup policies of one class, told by their tag. What they are attached to
 * is added by the `shared` stack: {@link targetStatements}. It deletes a policy only once nothing is attached to it:
 * Organizations refuses before.
 */
export function policiesStatements({ partition, classTag, class: cls }: PoliciesProps): readonly Statement[] {
  const backup = { "organizations:PolicyType": "BACKUP_POLICY" };
  const policies = `arn:${partition}:organizations::*:policy/*/backup_policy/*`;

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
      Sid: "DetachFromAnything",
      Effect: "Allow",
      Action: "organizations:DetachPolicy",
      Resource: ["root", "ou", "account"].map((kind) => `arn:${partition}:organizations::*:${kind}/*`),
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

/** What the policies of one class may be attached to: ARNs of units and accounts, never the root. */
export const targetStatements = (targetArns: readonly string[]): readonly Statement[] => [
  {
    Sid: "Targets",
    Effect: "Allow",
    Action: "organizations:AttachPolicy",
    Resource: targetArns,
    Condition: { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } },
  },
];

export interface CeilingProps {
  readonly partition: string;
  /** Accounts that are no application's. */
  readonly exceptAccountIds: readonly string[];
}

/** Whatever list of targets the `shared` stack gives a role: it reaches neither the root nor these accounts. */
export const targetCeiling = ({ partition, exceptAccountIds }: CeilingProps): readonly Statement[] => [
  ...targetStatements(["ou", "account"].map((kind) => `arn:${partition}:organizations::*:${kind}/*`)),
  {
    Sid: "NotTheSpecialAccounts",
    Effect: "Deny",
    Action: "organizations:AttachPolicy",
    Resource: exceptAccountIds.map((id) => `arn:${partition}:organizations::*:account/*/${id}`),
  },
];
