import { expect, test } from "vitest";
import { planStatements } from "../../src/constructs/pipeline-plan-policy.ts";

test("who opens a pull request reads configuration, with each action that a plan of our resources asks for", () => {
  expect(planStatements("lockstep")).toEqual([
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
        "arn:*:iam::*:role/lockstep-*",
        "arn:*:iam::*:policy/lockstep-*",
        "arn:*:iam::*:role/aws-service-role/backup.amazonaws.com/*",
      ],
    },
  ]);
});
