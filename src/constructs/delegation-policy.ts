import type { Statement } from "./policy-document.ts";

export interface DelegationProps {
  readonly partition: string;
  readonly managementAccountId: string;
  /** `arn:…:root` of the account that is to manage backup policies. */
  readonly delegateArn: string;
}

/**
 * Lets one account manage backup policies, and no other kind of policy.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html
 */
export function delegationStatements(props: DelegationProps): readonly Statement[] {
  const arn = (resource: string) => `arn:${props.partition}:organizations::${props.managementAccountId}:${resource}`;
  const Principal = { AWS: props.delegateArn };
  const onlyBackup = { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } };
  const policies = arn("policy/*/backup_policy/*");

  return [
    {
      Sid: "BackupDelegateReads",
      Effect: "Allow",
      Principal,
      Action: [
        "organizations:DescribeAccount",
        "organizations:DescribeEffectivePolicy",
        "organizations:DescribeOrganization",
        "organizations:DescribeOrganizationalUnit",
        "organizations:DescribePolicy",
        "organizations:ListAccounts",
        "organizations:ListAccountsForParent",
        "organizations:ListChildren",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListOrganizationalUnitsForParent",
        "organizations:ListParents",
        "organizations:ListPolicies",
        "organizations:ListPoliciesForTarget",
        "organizations:ListRoots",
        "organizations:ListTagsForResource",
        "organizations:ListTargetsForPolicy",
      ],
      Resource: "*",
    },
    {
      Sid: "BackupDelegateCreates",
      Effect: "Allow",
      Principal,
      Action: "organizations:CreatePolicy",
      Resource: "*",
      Condition: onlyBackup,
    },
    {
      Sid: "BackupDelegateChanges",
      Effect: "Allow",
      Principal,
      Action: ["organizations:UpdatePolicy", "organizations:DeletePolicy"],
      Resource: policies,
      Condition: onlyBackup,
    },
    {
      Sid: "BackupDelegateAttaches",
      Effect: "Allow",
      Principal,
      Action: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
      Resource: [arn("root/*"), arn("ou/*"), arn("account/*"), policies],
      Condition: onlyBackup,
    },
    {
      Sid: "BackupDelegateTags",
      Effect: "Allow",
      Principal,
      Action: ["organizations:TagResource", "organizations:UntagResource"],
      Resource: policies,
    },
  ];
}
