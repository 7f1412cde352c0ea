import type { DutyPlace } from "./duty-policies.ts";
import type { Conditions, Statement } from "./policy-document.ts";

export interface ApplyProps {
  readonly prefix: string;
  /** Every role that the pipeline makes, with its boundary, and the kinds of account in which it makes it. */
  readonly boundedRoles: readonly BoundedRole[];
  /** Accounts by kind; every other account is an application account. */
  readonly accountIds: Readonly<Record<Exclude<DutyPlace, "app">, readonly string[]>>;
  /** Aliases of the keys that the pipeline makes; the key of its state is not among them. */
  readonly keyAliases: readonly string[];
  /** `YYYY-MM-DD`: until then, keys that do not say yet whose they are, are known by these aliases; `null`: none are. */
  readonly upgradeUntil: string | null;
}

export interface BoundedRole {
  readonly name: string;
  readonly boundaryName: string;
  readonly places: readonly DutyPlace[];
  /** Whether who takes it never changes: services do, and no people. IAM has no condition on what a trust says. */
  readonly hasFixedTrust: boolean;
}

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: Conditions,
): Statement => ({ Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) });

/** What applying may change of vaults, keys and alerts, in any account: Lockstep's own. */
export function applyVaultStatements(props: ApplyProps): readonly Statement[] {
  const { prefix, keyAliases, upgradeUntil } = props;
  const aliases = keyAliases.map((alias) => `arn:*:kms:*:*:${alias}`);

  return [
    // copies out of central go to vaults of a local vault's name: there is none in shared
    allow(
      "Vaults",
      [
        "backup:CreateBackupVault",
        "backup:PutBackupVaultAccessPolicy",
        "backup:PutBackupVaultLockConfiguration",
        "backup:TagResource",
        "backup:UntagResource",
      ],
      `arn:*:backup:*:*:backup-vault:${prefix}-*`,
      { StringNotEquals: { "aws:PrincipalAccount": props.accountIds.shared } },
    ),
    allow("OptIn", ["backup:UpdateRegionSettings", "backup-storage:MountCapsule"], "*"),
    // all else about a key is said by the key's own policy, which nobody can put on a key of somebody else
    allow("Keys", ["kms:CreateKey"], "*"),
    // asked when a key is made with tags, when it is nobody's yet
    allow("KeyTags", ["kms:TagResource"], "*", {
      "ForAllValues:StringLike": { "aws:TagKeys": `${prefix}:*` },
      Null: { "aws:TagKeys": "false" },
    }),
    allow("KeyAliases", ["kms:CreateAlias"], aliases),
    allow("KeysForBackup", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"], "*", {
      Bool: { "aws:ViaAWSService": "true" },
    }),
    ...(upgradeUntil === null
      ? []
      : [
          allow("FormerKeys", ["kms:PutKeyPolicy"], "*", {
            "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAliases },
            DateLessThan: { "aws:CurrentTime": `${upgradeUntil}T23:59:59Z` },
          }),
        ]),
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
    ...alertHubStatements(props),
  ];
}

function alertHubStatements({ prefix, accountIds }: ApplyProps): readonly Statement[] {
  return accountIds.shared.flatMap((accountId) => [
    allow(
      "AlertHub",
      [
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
      [`arn:*:events:*:${accountId}:event-bus/${prefix}-*`, `arn:*:sns:*:${accountId}:${prefix}-*`],
    ),
    allow("AlertHubPolicy", ["events:PutPermission", "events:RemovePermission"], "*", {
      StringEquals: { "aws:PrincipalAccount": accountId },
    }),
  ]);
}

const roleArn = (name: string) => `arn:*:iam::*:role/${name}`;

/** Which roles applying may make: each by its name, within the boundary that is made for it, where it has something to do. */
export const makeRoleStatements = ({ prefix, boundedRoles, accountIds }: ApplyProps): readonly Statement[] =>
  boundedRoles.map(({ name, boundaryName, places }) =>
    allow(letters(name.slice(prefix.length)), ["iam:CreateRole", "iam:PutRolePermissionsBoundary"], roleArn(name), {
      ArnLike: { "iam:PermissionsBoundary": policyArn(boundaryName) },
      ...only(places, accountIds),
    }),
  );

/** What applying may change of the roles that it has made, as long as they have a boundary of theirs. */
export function applyRoleStatements(props: ApplyProps): readonly Statement[] {
  const { prefix, boundedRoles } = props;
  const roles = boundedRoles.map(({ name }) => roleArn(name));
  const serviceRoles = roleArn(`${prefix}-AWSBackup-*`);
  const serviceLinked = roleArn("aws-service-role/backup.amazonaws.com/*");
  // nothing but making a role, or moving it from the former boundary, gives it one
  const bounded = { "iam:PermissionsBoundary": policyArn(`${prefix}-boundary-*`) };

  return [
    allow("Permissions", ["iam:DeleteRolePolicy", "iam:PutRolePolicy"], roles, { ArnLike: bounded }),
    allow("ManagedPolicies", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], serviceRoles, {
      ArnLike: {
        ...bounded,
        "iam:PolicyARN": [
          "arn:*:iam::aws:policy/AWSBackupServiceRolePolicy*",
          "arn:*:iam::aws:policy/service-role/AWSBackupServiceRolePolicy*",
        ],
      },
    }),
    allow("Roles", ["iam:TagRole", "iam:UntagRole", "iam:UpdateRole", "iam:UpdateRoleDescription"], roles),
    allow(
      "DutyHolders",
      ["iam:UpdateAssumeRolePolicy"],
      boundedRoles.filter((one) => !one.hasFixedTrust).map(({ name }) => roleArn(name)),
    ),
    allow("ServiceLinkedRoleTags", ["iam:TagRole", "iam:UntagRole"], serviceLinked),
    allow("ServiceLinkedRole", ["iam:CreateServiceLinkedRole"], serviceLinked, {
      StringEquals: { "iam:AWSServiceName": "backup.amazonaws.com" },
    }),
    allow("Forwarder", ["iam:PassRole"], roleArn(`${prefix}-event-forwarder`), {
      StringEquals: { "iam:PassedToService": "events.amazonaws.com" },
    }),
    ...listStatements(props),
  ];
}

/** Lists that the pipeline keeps in the shared account: which accounts it enters, what it attaches policies to. */
function listStatements({ prefix, accountIds }: ApplyProps): readonly Statement[] {
  return accountIds.shared.flatMap((accountId) => {
    const shared = `arn:*:iam::${accountId}`;
    const attach = (Sid: string, role: string, policies: string) =>
      allow(Sid, ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], `${shared}:role/${role}`, {
        ArnLike: { "iam:PolicyARN": `${shared}:policy/${policies}` },
      });
    return [
      allow(
        "Lists",
        [
          "iam:CreatePolicy",
          "iam:CreatePolicyVersion",
          "iam:DeletePolicy",
          "iam:DeletePolicyVersion",
          "iam:TagPolicy",
          "iam:UntagPolicy",
        ],
        ["accounts", "targets"].map((list) => `${shared}:policy/${prefix}-${list}-*`),
      ),
      ...["prod", "nonprod"].flatMap((cls) => [
        attach(`Accounts${cls}`, `${prefix}-hub-apply-app-${cls}`, `${prefix}-accounts-${cls}`),
        attach(`Targets${cls}`, `${prefix}-pipeline-apply-policies-${cls}`, `${prefix}-targets-${cls}-*`),
      ]),
    ];
  });
}

export const policyArn = (name: string) => `arn:*:iam::*:policy/${name}`;

const letters = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Condition on the account that holds in accounts of these kinds alone. */
function only(places: readonly DutyPlace[], accountIds: ApplyProps["accountIds"]): Conditions {
  const kinds = ["central", "shared"] as const;
  if (!places.includes("app")) {
    return {
      StringEquals: {
        "aws:PrincipalAccount": kinds.filter((kind) => places.includes(kind)).flatMap((kind) => accountIds[kind]),
      },
    };
  }
  const others = kinds.filter((kind) => !places.includes(kind)).flatMap((kind) => accountIds[kind]);
  return others.length === 0 ? {} : { StringNotEquals: { "aws:PrincipalAccount": others } };
}
