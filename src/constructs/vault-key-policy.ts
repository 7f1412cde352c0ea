import type { Conditions, Statement } from "./policy-document.ts";

export interface VaultKeyAccess {
  /** `arn:…:root` of the account the key is in: its IAM policies decide within the account. */
  readonly accountRootArn: string;
  /** AWS Backup's service-linked role in accounts that copies come from or go to. */
  readonly otherAccounts: readonly { readonly Sid: string; readonly Condition: Conditions }[];
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
}

/**
 * Statements of a vault key's policy. No principal can delete or disable the key while this policy stands.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html, create-cross-account-backup.html
 */
export function vaultKeyStatements(access: VaultKeyAccess): readonly Statement[] {
  return [
    {
      Sid: "IamPoliciesDecide",
      Effect: "Allow",
      Principal: { AWS: access.accountRootArn },
      Action: "kms:*",
      Resource: "*",
    },
    ...access.otherAccounts.flatMap(({ Sid, Condition }): Statement[] => [
      {
        Sid: `Copies${Sid}`,
        Effect: "Allow",
        Principal: "*",
        Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition,
      },
      {
        Sid: `CopyGrants${Sid}`,
        Effect: "Allow",
        Principal: "*",
        Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        Resource: "*",
        Condition: { ...Condition, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]),
    keptByPipeline(access.pipelineRoleArn),
    {
      Sid: "NobodyDestroys",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"],
      Resource: "*",
    },
    {
      Sid: "OnlyPipelineOrCustodianChangesThis",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:PutKeyPolicy",
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [access.pipelineRoleArn, access.custodianRoleArn] } },
    },
  ];
}

/**
 * Says whose key it is: the pipeline keeps keys that let it, and no other. AWS makes no key whose policy does not let its maker
 * change the policy again. The role is a principal, which AWS asks to exist; made anew, it is another one, and the custodian
 * has to put this policy once.
 * Source: docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html (Policy), alias-access.html
 */
export const keptByPipeline = (pipelineRoleArn: string): Statement => ({
  Sid: "PipelineKeepsThis",
  Effect: "Allow",
  Principal: { AWS: pipelineRoleArn },
  Action: [
    "kms:CreateAlias",
    "kms:EnableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
  ],
  Resource: "*",
});

/** Narrows a condition to the role with which AWS Backup itself runs copies. */
export const onlyBackupService = (partition: string, role: string, condition: Conditions): Conditions => ({
  ...condition,
  ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/${role}` },
});
