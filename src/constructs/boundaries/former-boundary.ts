import type { Statement } from "../policy-document.ts";

/**
 * The one boundary that every role of the pipeline had until November 2026. Roles that are not moved to boundaries of their own yet still have
 * it, and would do nothing without it.
 */
export function formerBoundaryStatements(prefix: string): readonly Statement[] {
  return [
    { Sid: "Ceiling", Effect: "Allow", Action: "*", Resource: "*" },
    {
      Sid: "BackupsStay",
      Effect: "Deny",
      Action: [
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultAccessPolicy",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent",
        "backup:PutBackupVaultAccessPolicy",
        "backup:PutBackupVaultLockConfiguration",
        "backup:UpdateRecoveryPointLifecycle",
        "kms:DeleteAlias",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:UpdateAlias",
      ],
      Resource: "*",
    },
    {
      Sid: "PowersStay",
      Effect: "Deny",
      Action: [
        "account:CloseAccount",
        "iam:Add*",
        "iam:Attach*",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateSAMLProvider",
        "iam:CreatePolicy*",
        "iam:CreateRole",
        "iam:CreateUser",
        "iam:Delete*",
        "iam:Detach*",
        "iam:Put*",
        "iam:Set*",
        "iam:Update*",
        "organizations:LeaveOrganization",
      ],
      Resource: "*",
    },
    {
      Sid: "NoDetour",
      Effect: "Deny",
      Action: "sts:AssumeRole",
      Resource: [
        `arn:*:iam::*:role/${prefix}-hub-*`,
        `arn:*:iam::*:role/${prefix}-pipeline-*`,
        `arn:*:iam::*:role/${prefix}-vault-custodian`,
      ],
    },
  ];
}
