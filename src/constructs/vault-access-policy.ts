import type { Conditions, Statement } from "./policy-document.ts";

export interface VaultAccess {
  /** From where recovery points may be copied into the vault; AWS accepts no other action across accounts. */
  readonly copyIn: readonly { readonly Sid: string; readonly Condition: Conditions }[];
  /** The roles that may do so, there. Anybody else's copy would lie here until it expires. */
  readonly copyInRoleArns: readonly string[];
  /** Vaults that copies out of this one may go to, as ARN patterns; a copy to any other is denied to everybody. */
  readonly copyOutTo: readonly string[];
  /** The pipeline's role, which alone puts the vault's policy and lock. */
  readonly pipelineRoleArn: string;
  /** The break-glass role, which alone removes a lock or, to mend it, the policy. */
  readonly custodianRoleArn: string;
  /** The role that alone opens access points, which read a backup of S3 without restoring it. */
  readonly restoreOperatorRoleArn: string;
}

/**
 * Statements of a vault's access policy. What is denied here is denied to every principal of the account, its root user
 * included; expiry by lifecycle goes on. Lifting it takes another policy first, which only the pipeline puts. A policy
 * that shuts out whom it should not is mended by deleting it, as long as it does not keep the custodian from that.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html; backup-access-points.html
 */
export function vaultAccessStatements({
  copyIn,
  copyInRoleArns,
  copyOutTo,
  pipelineRoleArn,
  custodianRoleArn,
  restoreOperatorRoleArn,
}: VaultAccess): readonly Statement[] {
  const unless = (role: string): Conditions => ({ ArnNotEquals: { "aws:PrincipalArn": [role] } });
  const deny = (Sid: string, Action: readonly string[], Condition?: Conditions): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action,
    Resource: "*",
    ...(Condition ? { Condition } : {}),
  });

  return [
    ...copyIn.map(
      ({ Sid, Condition }): Statement => ({
        Sid: `CopyIn${Sid}`,
        Effect: "Allow",
        Principal: "*",
        Action: "backup:CopyIntoBackupVault",
        Resource: "*",
        Condition: { ...Condition, ArnLike: { "aws:PrincipalArn": copyInRoleArns } },
      }),
    ),
    deny("CopiesGoNowhereElse", ["backup:CopyFromBackupVault"], {
      // of several targets each has to be one of these
      "ForAnyValue:ArnNotLike": { "backup:CopyTargets": copyOutTo },
    }),
    deny("NobodyDeletesOrShortens", [
      "backup:DeleteRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
      "backup:DisassociateRecoveryPoint",
      "backup:DisassociateRecoveryPointFromParent",
      "backup:DeleteBackupVault",
    ]),
    deny(
      "OnlyCustodianUnlocks",
      ["backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVaultAccessPolicy"],
      unless(custodianRoleArn),
    ),
    deny("OnlyPipelineLocks", ["backup:PutBackupVaultLockConfiguration"], unless(pipelineRoleArn)),
    deny("OnlyPipelineChangesThis", ["backup:PutBackupVaultAccessPolicy"], unless(pipelineRoleArn)),
    deny("OnlyRestoreOperatorOpens", ["backup:CreateBackupAccessPoint"], unless(restoreOperatorRoleArn)),
  ];
}
