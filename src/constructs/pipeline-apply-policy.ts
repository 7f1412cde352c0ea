import type { Statement } from "./policy-document.ts";

export interface ApplyProps {
  readonly prefix: string;
  readonly boundaryName: string;
  /** Aliases of the keys that the pipeline makes; the key of its state is not among them. */
  readonly keyAliases: readonly string[];
  readonly sharedAccountId: string;
  readonly managementAccountId: string;
  /** Central locks by account, as bootstrap knows them: the pipeline cannot put a weaker one. */
  readonly centralLocks: readonly {
    readonly sid: string;
    readonly accountId: string;
    readonly minDays: number;
    readonly maxDays: number;
  }[];
  /** Accounts in which config arms a compliance lock; everywhere else the pipeline cannot arm one. */
  readonly armedAccountIds: readonly string[];
}

/** What applying may change in any account: Lockstep's own vaults, keys, roles and rules. */
export function applyStatements(props: ApplyProps): readonly Statement[] {
  const { prefix, boundaryName, keyAliases } = props;
  const vaults = `arn:*:backup:*:*:backup-vault:${prefix}-*`;
  const roles = `arn:*:iam::*:role/${prefix}-*`;
  const bounded = { ArnLike: { "iam:PermissionsBoundary": `arn:*:iam::*:policy/${boundaryName}` } };
  const allow = (
    Sid: string,
    Action: readonly string[],
    Resource: string | readonly string[],
    Condition?: Statement["Condition"],
  ) => ({ Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) }) as const;

  return [
    allow(
      "Vaults",
      [
        "backup:CreateBackupVault",
        "backup:PutBackupVaultAccessPolicy",
        "backup:PutBackupVaultLockConfiguration",
        "backup:TagResource",
        "backup:UntagResource",
      ],
      vaults,
    ),
    allow("OptIn", ["backup:UpdateRegionSettings", "backup-storage:MountCapsule"], "*"),
    allow("Keys", ["kms:CreateKey", "kms:TagResource"], "*"),
    allow(
      "KeyAliases",
      ["kms:CreateAlias"],
      [...keyAliases.map((alias) => `arn:*:kms:*:*:${alias}`), "arn:*:kms:*:*:key/*"],
    ),
    allow("KeyRotation", ["kms:EnableKeyRotation"], "*"),
    allow("KeysForBackup", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"], "*", {
      Bool: { "aws:ViaAWSService": "true" },
    }),
    allow("OwnKeys", ["kms:PutKeyPolicy", "kms:UntagResource", "kms:UpdateKeyDescription"], "*", {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAliases },
    }),
    allow("BoundedRoles", ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"], roles, bounded),
    allow("ManagedPolicies", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], roles, {
      ArnLike: {
        ...bounded.ArnLike,
        "iam:PolicyARN": [
          "arn:*:iam::aws:policy/AWSBackupServiceRolePolicy*",
          "arn:*:iam::aws:policy/service-role/AWSBackupServiceRolePolicy*",
        ],
      },
    }),
    allow(
      "Roles",
      ["iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"],
      roles,
    ),
    allow(
      "ServiceLinkedRoleTags",
      ["iam:TagRole", "iam:UntagRole"],
      "arn:*:iam::*:role/aws-service-role/backup.amazonaws.com/*",
    ),
    allow(
      "ServiceLinkedRole",
      ["iam:CreateServiceLinkedRole"],
      "arn:*:iam::*:role/aws-service-role/backup.amazonaws.com/*",
      {
        StringEquals: { "iam:AWSServiceName": "backup.amazonaws.com" },
      },
    ),
    allow("Forwarder", ["iam:PassRole"], `arn:*:iam::*:role/${prefix}-event-forwarder`, {
      StringEquals: { "iam:PassedToService": "events.amazonaws.com" },
    }),
    allow(
      "Alerts",
      [
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      [`arn:*:events:*:*:rule/${prefix}-*`, `arn:*:events:*:*:rule/*/${prefix}-*`],
    ),
    ...sharedStatements(props),
    ...managementStatements(props),
    ...denials(props),
  ];
}

function sharedStatements({ prefix, sharedAccountId }: ApplyProps): readonly Statement[] {
  const hub = `arn:*:iam::${sharedAccountId}`;
  return [
    {
      Sid: "AlertHub",
      Effect: "Allow",
      Action: [
        "events:CreateEventBus",
        "events:TagResource",
        "events:UntagResource",
        "events:UpdateEventBus",
        "sns:CreateTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:Unsubscribe",
        "sns:TagResource",
        "sns:UntagResource",
      ],
      Resource: [
        `arn:*:events:*:${sharedAccountId}:event-bus/${prefix}-*`,
        `arn:*:sns:*:${sharedAccountId}:${prefix}-*`,
      ],
    },
    {
      Sid: "AlertHubPolicy",
      Effect: "Allow",
      Action: ["events:PutPermission", "events:RemovePermission"],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": sharedAccountId } },
    },
    {
      Sid: "AccountsToEnter",
      Effect: "Allow",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      Resource: `${hub}:policy/${prefix}-accounts-*`,
    },
    ...(["prod", "nonprod"] as const).map(
      (cls): Statement => ({
        Sid: `AccountsToEnter${cls}`,
        Effect: "Allow",
        Action: "iam:AttachRolePolicy",
        Resource: `${hub}:role/${prefix}-hub-apply-app-${cls}`,
        Condition: { ArnLike: { "iam:PolicyARN": `${hub}:policy/${prefix}-accounts-${cls}` } },
      }),
    ),
  ];
}

/** The management account has no StackSet instance; the template is deployed there by hand, and only if it is managed. */
function managementStatements({ managementAccountId }: ApplyProps): readonly Statement[] {
  const here = { "aws:PrincipalAccount": managementAccountId };
  return [
    {
      Sid: "OrganizationSwitches",
      Effect: "Allow",
      Action: [
        "backup:UpdateGlobalSettings",
        "organizations:PutResourcePolicy",
        "organizations:RegisterDelegatedAdministrator",
        "organizations:TagResource",
        "organizations:UntagResource",
      ],
      Resource: "*",
      Condition: { StringEquals: here },
    },
    {
      Sid: "Guardrails",
      Effect: "Allow",
      Action: ["organizations:AttachPolicy", "organizations:CreatePolicy", "organizations:UpdatePolicy"],
      Resource: "*",
      Condition: { StringEquals: { ...here, "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } },
    },
  ];
}

function denials({ prefix, boundaryName, centralLocks, armedAccountIds }: ApplyProps): readonly Statement[] {
  const deny = (
    Sid: string,
    Action: string | readonly string[],
    Condition: Statement["Condition"],
    Resource: string | readonly string[] = "*",
  ) => ({ Sid, Effect: "Deny", Action, Resource, ...(Condition ? { Condition } : {}) }) as const;
  const putLock = "backup:PutBackupVaultLockConfiguration";

  return [
    deny(
      "BackupsStay",
      [
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
      ],
      undefined,
    ),
    deny("PowersStay", "iam:*", undefined, [
      `arn:*:iam::*:role/${prefix}-pipeline-*`,
      `arn:*:iam::*:role/${prefix}-vault-custodian`,
      `arn:*:iam::*:policy/${boundaryName}`,
    ]),
    deny(
      "HubRolesStay",
      [
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      undefined,
      `arn:*:iam::*:role/${prefix}-hub-*`,
    ),
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
