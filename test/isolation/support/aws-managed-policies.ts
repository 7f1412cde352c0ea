import type { Document } from "../../support/policy-document.ts";

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[] = "*",
  Condition: Document["Statement"][number]["Condition"] = {},
) => ({ Sid, Effect: "Allow", Action, Resource, Condition }) as const;
const document = (...Statement: Document["Statement"]): Document => ({ Version: "2012-10-17", Statement });

const forAws = { Bool: { "kms:GrantIsForAWSResource": "true" } };
const via = (...services: readonly string[]) => ({
  StringLike: { "kms:ViaService": services.map((service) => `${service}.*.amazonaws.com`) },
});
const passTo = (service: string) =>
  allow("PassRole", ["iam:PassRole"], "arn:aws:iam::*:role/*", { StringEquals: { "iam:PassedToService": service } });

/**
 * AWS's own policies by ARN, cut down to what touches vaults, keys and roles.
 * Source: docs.aws.amazon.com/aws-managed-policy/latest/reference/<name>.html as archived by zoph-io/IAMTrail in 2026:
 * AWSBackupServiceRolePolicyForBackup v30, AWSBackupServiceRolePolicyForRestores,
 * AWSBackupServiceLinkedRolePolicyForBackup v31.
 */
export const awsManagedPolicies: Readonly<Record<string, Document>> = {
  "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup": document(
    allow("Vaults", ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], "arn:aws:backup:*:*:backup-vault:*"),
    allow("CopyFrom", ["backup:CopyFromBackupVault"]),
    allow("Tags", ["backup:TagResource"], "arn:aws:backup:*:*:recovery-point:*"),
    allow("Keys", ["kms:DescribeKey"]),
    allow("Grants", ["kms:CreateGrant"], "*", forAws),
    allow("Tables", ["kms:Decrypt", "kms:GenerateDataKey"], "*", via("dynamodb")),
    allow("Snapshots", ["ec2:CreateSnapshot", "ec2:DeleteSnapshot", "ec2:CopySnapshot", "ec2:DeregisterImage"]),
    passTo("malware-protection.guardduty.amazonaws.com"),
  ),
  "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores": document(
    allow("Keys", ["kms:DescribeKey"]),
    allow("Grants", ["kms:CreateGrant"], "*", forAws),
    allow("Data", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], "*", via("dynamodb", "ec2", "rds")),
    allow("Restore", ["ec2:CreateVolume", "ec2:RunInstances", "rds:RestoreDBInstanceFromDBSnapshot"]),
    passTo("ec2.amazonaws.com"),
  ),
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup": document(allow("Read", ["s3:GetObjectVersion"])),
  "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore": document(allow("Write", ["s3:PutObject"])),
  "arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup": document(
    allow("Keys", ["kms:DescribeKey"]),
    allow(
      "Copies",
      ["kms:ListGrants", "kms:ReEncryptFrom", "kms:GenerateDataKeyWithoutPlaintext"],
      "*",
      via("ec2", "rds", "fsx"),
    ),
    allow("Grants", ["kms:CreateGrant"], "*", { ...forAws, ...via("ec2", "rds", "fsx") }),
  ),
};
