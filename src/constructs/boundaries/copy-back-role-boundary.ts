import { localVault } from "../../names.ts";
import type { Statement } from "../policy-document.ts";
import { byAwsServices } from "./by-aws-services.ts";
import { madeByBackup } from "./made-by-backup.ts";
import { neverPublic } from "./never-public.ts";

/**
 * Permissions boundary of the role that copies recovery points from a central vault back to application accounts. Of
 * what AWSBackupServiceRolePolicyForBackup allows it admits what a copy takes: AWS Backup reads the recovery point, shares
 * it with the account that it goes to, and hands out its key; there AWS Backup's own role does the rest. Nothing that
 * deletes, and no new backup.
 */
export function copyBackRoleBoundary(): readonly Statement[] {
  const localVaults = `arn:*:backup:*:*:backup-vault:${localVault}`;

  return [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: [
        "backup:DescribeBackupVault",
        "dynamodb:Describe*",
        "dynamodb:ListTagsOfResource",
        "ec2:Describe*",
        "elasticfilesystem:DescribeTags",
        "fsx:Describe*",
        "fsx:ListTagsForResource",
        "kms:DescribeKey",
        "rds:Describe*",
        "rds:ListTagsForResource",
        "tag:GetResources",
        "timestream:Describe*",
        "timestream:GetAwsBackupStatus",
        "timestream:List*",
      ],
      Resource: "*",
    },
    {
      Sid: "Copy",
      Effect: "Allow",
      Action: [
        "backup:CopyFromBackupVault",
        "ec2:CopyImage",
        "ec2:CopySnapshot",
        "fsx:CopyBackup",
        "fsx:ManageBackupPrincipalAssociations",
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:CopyDBSnapshot",
      ],
      Resource: "*",
    },
    {
      Sid: "OnlyThese",
      Effect: "Allow",
      Action: [
        "backup:CopyIntoBackupVault",
        "ec2:CreateTags",
        "fsx:TagResource",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:ModifyDBSnapshotAttribute",
      ],
      Resource: [
        localVaults,
        "arn:*:ec2:*::snapshot/*",
        "arn:*:ec2:*:*:image/*",
        "arn:*:fsx:*:*:backup/*",
        "arn:*:rds:*:*:cluster-snapshot:awsbackup:*",
        "arn:*:rds:*:*:snapshot:awsbackup:*",
      ],
    },
    {
      Sid: "MadeByBackup",
      Effect: "Allow",
      Action: ["ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"],
      Resource: "*",
      Condition: madeByBackup,
    },
    {
      Sid: "TagOwnPoints",
      Effect: "Allow",
      Action: "backup:TagResource",
      Resource: "arn:*:backup:*:*:recovery-point:*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
    },
    {
      Sid: "GrantsForAws",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      Sid: "KeysOfTables",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: byAwsServices("dynamodb"),
    },
    {
      Sid: "KeysOfVolumes",
      Effect: "Allow",
      Action: ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
      Resource: "*",
      Condition: { ...byAwsServices("ec2"), "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:ebs:id" } },
    },
    // a vault's policy can allow a session of the role what its boundary only leaves out; these it can't
    { Sid: "OnlyToLocalVaults", Effect: "Deny", Action: "backup:CopyIntoBackupVault", NotResource: localVaults },
    { Sid: "NoNewBackups", Effect: "Deny", Action: "backup:StartBackupJob", Resource: "*" },
    neverPublic,
  ];
}
