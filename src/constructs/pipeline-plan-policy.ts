import type { Statement } from "./policy-document.ts";

/**
 * What planning reads in an account, and nothing else: whoever can open a pull request can make a plan run. No data of
 * backups, no secrets, no state of other systems.
 */
export function planStatements(prefix: string): readonly Statement[] {
  return [
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: [
        "backup:DescribeBackupVault",
        "backup:DescribeGlobalSettings",
        "backup:DescribeRegionSettings",
        "backup:GetBackupVaultAccessPolicy",
        "backup:ListBackupVaults",
        "backup:ListTags",
        "events:DescribeEventBus",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:ListTargetsByRule",
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListAliases",
        // keys that an interrupted apply has made are found by their tags
        "kms:ListKeys",
        "kms:ListResourceTags",
        "organizations:DescribeOrganization",
        "organizations:DescribePolicy",
        "organizations:DescribeResourcePolicy",
        "organizations:ListAccounts",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListPolicies",
        "organizations:ListPoliciesForTarget",
        "organizations:ListTagsForResource",
        "organizations:ListTargetsForPolicy",
        "sns:GetSubscriptionAttributes",
        "sns:GetTopicAttributes",
        "sns:ListSubscriptionsByTopic",
        "sns:ListTagsForResource",
      ],
      Resource: "*",
    },
    {
      Sid: "ReadOwnRoles",
      Effect: "Allow",
      Action: [
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListPolicyVersions",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      Resource: [
        `arn:*:iam::*:role/${prefix}-*`,
        `arn:*:iam::*:policy/${prefix}-*`,
        "arn:*:iam::*:role/aws-service-role/backup.amazonaws.com/*",
      ],
    },
  ];
}
