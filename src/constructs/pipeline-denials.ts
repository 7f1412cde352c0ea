import { policyArn } from "./pipeline-apply-policy.ts";
import type { Conditions, Statement } from "./policy-document.ts";

export interface DenialProps {
  readonly prefix: string;
  /** Central locks by account, as bootstrap knows them: the pipeline cannot put a weaker one. */
  readonly centralLocks: readonly {
    readonly sid: string;
    readonly accountId: string;
    readonly minDays: number;
    readonly maxDays: number;
  }[];
  /** Accounts in which config arms a compliance lock; everywhere else the pipeline cannot arm one. */
  readonly armedAccountIds: readonly string[];
  /** Central accounts whose vault and key policies are put, and no longer changed by the pipeline. */
  readonly sealedAccountIds: readonly string[];
}

/** What applying can't do, whatever else it is allowed. */
export function denialStatements(props: DenialProps): readonly Statement[] {
  const { prefix, centralLocks, armedAccountIds, sealedAccountIds } = props;
  const deny = (
    Sid: string,
    Action: string | readonly string[],
    Condition?: Conditions,
    Resource: string | readonly string[] = "*",
  ): Statement => ({ Sid, Effect: "Deny", Action, Resource, ...(Condition ? { Condition } : {}) });
  const role = (name: string) => `arn:*:iam::*:role/${prefix}-${name}`;
  const putLock = "backup:PutBackupVaultLockConfiguration";

  return [
    deny("BackupsStay", [
      "backup:DeleteBackupVault",
      "backup:DeleteBackupVaultAccessPolicy",
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:DisassociateRecoveryPointFromParent",
      "backup:StartCopyJob",
      "backup:StartRestoreJob",
      "backup:UpdateRecoveryPointLifecycle",
      "iam:DeleteServiceLinkedRole",
      "kms:DeleteAlias",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:ScheduleKeyDeletion",
      "kms:UpdateAlias",
    ]),
    deny("KeysStayInReach", ["kms:CreateKey", "kms:PutKeyPolicy"], {
      Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" },
    }),
    deny("PowersStay", "iam:*", undefined, [
      role("pipeline-plan"),
      role("pipeline-apply"),
      role("vault-custodian"),
      policyArn(`${prefix}-boundary*`),
      policyArn(`${prefix}-pipeline-*`),
      policyArn(`${prefix}-hub-*`),
    ]),
    {
      Sid: "OnlyListsAreAttached",
      Effect: "Deny",
      NotAction: ["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:Get*", "iam:List*"],
      Resource: [role("hub-*"), role("pipeline-apply-policies-*")],
    },
    ...(sealedAccountIds.length === 0
      ? []
      : [
          deny("Sealed", ["backup:PutBackupVaultAccessPolicy", "kms:PutKeyPolicy"], {
            StringEquals: { "aws:PrincipalAccount": sealedAccountIds },
          }),
        ]),
    ...centralLocks.flatMap(({ sid, accountId, minDays, maxDays }) => [
      deny(`${sid}Min`, putLock, {
        StringEquals: { "aws:PrincipalAccount": accountId },
        NumericLessThan: { "backup:MinRetentionDays": String(minDays) },
      }),
      deny(`${sid}Max`, putLock, {
        StringEquals: { "aws:PrincipalAccount": accountId },
        NumericGreaterThan: { "backup:MaxRetentionDays": String(maxDays) },
      }),
    ]),
    ...["Min", "Max"].map((bound) =>
      deny(`CentralNo${bound}`, putLock, {
        StringEquals: { "aws:PrincipalAccount": centralLocks.map(({ accountId }) => accountId) },
        Null: { [`backup:${bound}RetentionDays`]: "true" },
      }),
    ),
    deny("ArmingIsAskedFor", putLock, {
      Null: { "backup:ChangeableForDays": "false" },
      ...(armedAccountIds.length > 0 ? { StringNotEquals: { "aws:PrincipalAccount": armedAccountIds } } : {}),
    }),
  ];
}
