import type { Conditions, Statement } from "./policy-document.ts";

export interface VaultAccess {
  /** Who may copy recovery points into the vault from other accounts; AWS accepts no other action across accounts. */
  readonly copyIn: readonly { readonly Sid: string; readonly Condition: Conditions }[];
  /** Vaults that copies out of this one may go to, as ARN patterns; a copy to any other is denied to everybody. */
  readonly copyOutTo: readonly string[];
  /** The pipeline's role, which alone puts the vault's policy and lock. */
  readonly pipelineRoleArn: string;
  /** The break-glass role, which alone removes a lock and may mend the policy. */
  readonly custodianRoleArn: string;
}

/**
 * Statements of a vault's access policy. What is denied here is denied to every principal of the account, its root user
 * included; expiry by lifecycle goes on. Lifting it takes a change of the policy first, by one of two roles.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export function vaultAccessStatements({
  copyIn,
  copyOutTo,
  pipelineRoleArn,
  custodianRoleArn,
}: VaultAccess): readonly Statement[] {
  const unless = (...roles: string[]): Conditions => ({ ArnNotEquals: { "aws:PrincipalArn": roles } });
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
        Condition,
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
    deny(
      "OnlyPipelineOrCustodianChangesThis",
      ["backup:PutBackupVaultAccessPolicy"],
      unless(pipelineRoleArn, custodianRoleArn),
    ),
  ];
}
