import { groupBy } from "../../../src/group-by.ts";
import { type AccountClass, accountClasses } from "../../../src/model.ts";
import {
  alertKeyAlias,
  backupRole,
  centralVault,
  copyBackRole,
  failureKey,
  hubApplyRole,
  ledgerKey,
  localVault,
  pipelineScopes,
  planFileKey,
  restoreRole,
  stateKey,
  stateKeyAlias,
  vaultArn,
} from "../../../src/names.ts";
import { changeBoundary, changePolicies, rolesOf } from "../../isolation/support/attacks.ts";
import {
  classlessAccount,
  type Organization,
  type Request,
  roleArn,
  target,
} from "../../isolation/support/organization.ts";
import { account, central, organization, other, shared } from "../../isolation/support/places.ts";
import { providerCalls } from "../../isolation/support/provider-calls.ts";

/** Something that somebody might ask AWS for, in one place. */
export interface Ask {
  readonly what: string;
  readonly where: string;
  /** The account that it happens in; `null`: it is no matter of one. */
  readonly accountId: string | null;
  /** Whether one asks for it from other accounts too, and not only who administers one or stands outside. */
  readonly reaches: boolean;
  readonly requests: (in_: Organization) => readonly Request[];
}

interface VaultPlace {
  readonly where: string;
  readonly accountId: string;
  readonly region: string;
  readonly class: AccountClass;
  readonly kind: "local" | "central";
}

const local = (name: string): VaultPlace => {
  const { accountId, regions, class: cls } = account(name);
  return { where: name, accountId, region: regions[0] ?? "", class: cls, kind: "local" };
};
const isolated = (cls: AccountClass): VaultPlace => ({
  where: `central ${cls === "prod" ? "prod" : "non-prod"}`,
  accountId: central[cls].accountId,
  region: central[cls].regions[0] ?? "",
  class: cls,
  kind: "central",
});
const vaultPlaces = [
  local("payments-prod"),
  local("warehouse-prod"),
  local("sandbox"),
  ...accountClasses.map(isolated),
];
const everywhere = [
  ...vaultPlaces.map(({ where, accountId }) => ({ where, accountId })),
  { where: "shared", accountId: shared.accountId },
  { where: "management", accountId: organization.managementAccountId },
];

const byService = (service: string, region: string) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });

function asksOfVault(place: VaultPlace): readonly Ask[] {
  const { where, accountId, region, class: cls, kind } = place;
  const reaching = ["copy into the vault", "read with the key as AWS Backup does", "grant the key to somebody"];
  const ask = (what: string, requests: Ask["requests"]): Ask => ({
    what,
    where,
    accountId,
    reaches: reaching.includes(what),
    requests,
  });
  const onPoint = (what: string, ...names: readonly string[]) =>
    ask(what, (in_) => names.map((name) => [`backup:${name}`, in_.recoveryPoint(accountId, region)]));
  const onVault = (what: string, ...names: readonly string[]) =>
    ask(what, (in_) => names.map((name) => [`backup:${name}`, in_.vault(accountId, region)]));
  const onKey = (what: string, ...names: readonly string[]) =>
    ask(what, (in_) => names.map((name) => [`kms:${name}`, in_.key(accountId, region)]));
  const lock = (what: string, limits: Readonly<Record<string, number>>) =>
    ask(what, (in_) => [
      [
        "backup:PutBackupVaultLockConfiguration",
        in_.vault(accountId, region),
        Object.fromEntries(Object.entries(limits).map(([name, days]) => [`backup:${name}`, String(days)])),
      ],
    ]);
  const copyOut = (what: string, ...targets: readonly string[]) =>
    ask(what, (in_) => [
      ["backup:CopyFromBackupVault", in_.recoveryPoint(accountId, region), { "backup:CopyTargets": targets }],
    ]);
  const stranger = `arn:aws:backup:${region}:${classlessAccount}:backup-vault:of-a-stranger`;
  const back = (in_: Organization) =>
    vaultArn(
      in_.estate,
      region,
      kind === "local" ? accountId : account(cls === "prod" ? "payments-prod" : "sandbox").accountId,
      localVault,
    );
  const days = kind === "central" ? central[cls].lock : { minDays: 7, maxDays: 365 };

  return [
    onPoint(
      "delete, shorten or cut loose a recovery point",
      "DeleteRecoveryPoint",
      "UpdateRecoveryPointLifecycle",
      "DisassociateRecoveryPoint",
      "DisassociateRecoveryPointFromParent",
    ),
    onVault("delete the vault", "DeleteBackupVault"),
    onVault("remove the lock", "DeleteBackupVaultLockConfiguration"),
    lock("put the lock that config asks for", { MinRetentionDays: days.minDays, MaxRetentionDays: days.maxDays }),
    lock("put a lock with a shorter minimum", { MinRetentionDays: days.minDays - 1, MaxRetentionDays: days.maxDays }),
    lock("put a lock with a longer maximum", { MinRetentionDays: days.minDays, MaxRetentionDays: days.maxDays + 1 }),
    lock("put a lock without a minimum", { MaxRetentionDays: days.maxDays }),
    lock("put a lock without a maximum", { MinRetentionDays: days.minDays }),
    lock("arm a compliance lock", {
      MinRetentionDays: days.minDays,
      MaxRetentionDays: days.maxDays,
      ChangeableForDays: 3,
    }),
    onVault("change the vault's policy", "PutBackupVaultAccessPolicy"),
    onVault("remove the vault's policy", "DeleteBackupVaultAccessPolicy"),
    onKey(
      "destroy or disable the key",
      "ScheduleKeyDeletion",
      "DisableKey",
      "DeleteImportedKeyMaterial",
      "DisableKeyRotation",
    ),
    onKey("change the key's policy", "PutKeyPolicy"),
    onKey("bring the key back", "CancelKeyDeletion", "EnableKey"),
    ask("take the key's alias away", (in_) =>
      ["kms:DeleteAlias", "kms:UpdateAlias"].flatMap((action): readonly Request[] => {
        const name = kind === "local" ? localVault : centralVault(cls);
        return [
          [action, target(`arn:aws:kms:${region}:${accountId}:alias/${name}`, accountId)],
          [action, in_.key(accountId, region)],
        ];
      }),
    ),
    ask("read with the key by hand", (in_) =>
      ["kms:Decrypt", "kms:GenerateDataKey"].map((action) => [action, in_.key(accountId, region)]),
    ),
    ask("read with the key as AWS Backup does", (in_) => {
      const key = in_.key(accountId, region);
      return [
        ["kms:DescribeKey", key],
        ["kms:ReEncryptFrom", key, byService("ec2", region)],
        ["kms:GenerateDataKeyWithoutPlaintext", key, byService("rds", region)],
        ["kms:CreateGrant", key, { ...byService("rds", region), "kms:GrantIsForAWSResource": "true" }],
        ["kms:ListGrants", key, byService("rds", region)],
      ];
    }),
    ask("grant the key to somebody", (in_) => [
      ["kms:CreateGrant", in_.key(accountId, region), { "kms:GrantIsForAWSResource": "false" }],
    ]),
    onVault("copy into the vault", "CopyIntoBackupVault"),
    ask("copy out to the central vault of its class", (in_) => [
      [
        "backup:CopyFromBackupVault",
        in_.recoveryPoint(accountId, region),
        { "backup:CopyTargets": [vaultArn(in_.estate, region, central[cls].accountId, centralVault(cls))] },
      ],
    ]),
    ask("copy out to a local vault", (in_) => [
      ["backup:CopyFromBackupVault", in_.recoveryPoint(accountId, region), { "backup:CopyTargets": [back(in_)] }],
    ]),
    copyOut("copy out to a stranger", stranger),
    copyOut(
      "copy out to the other class",
      `arn:aws:backup:${region}:${central[other(cls)].accountId}:backup-vault:${centralVault(other(cls))}`,
    ),
    onVault("start a backup", "StartBackupJob"),
    ask("stop a backup", () => [["backup:StopBackupJob", target("*", accountId)]]),
    onPoint("start a copy", "StartCopyJob"),
    onPoint("start a restore", "StartRestoreJob"),
    ask("look at vault and recovery points", (in_) => [
      ["backup:DescribeBackupVault", in_.vault(accountId, region)],
      ["backup:ListRecoveryPointsByBackupVault", in_.vault(accountId, region)],
      ["backup:DescribeRecoveryPoint", in_.recoveryPoint(accountId, region)],
    ]),
    ask("make a vault of Lockstep's name", () => [
      [
        "backup:CreateBackupVault",
        target(`arn:aws:backup:us-east-1:${accountId}:backup-vault:${localVault}`, accountId),
      ],
    ]),
    ask("hand a role to AWS Backup", () =>
      (kind === "local" ? [backupRole, restoreRole] : [copyBackRole]).map((name) => [
        "iam:PassRole",
        target(roleArn(accountId, name), accountId),
        { "iam:PassedToService": "backup.amazonaws.com" },
      ]),
    ),
    ask("hand a role to something else", () =>
      (kind === "local" ? [backupRole, restoreRole] : [copyBackRole]).map((name) => [
        "iam:PassRole",
        target(roleArn(accountId, name), accountId),
        { "iam:PassedToService": "lambda.amazonaws.com" },
      ]),
    ),
    ask("make a recovery point of EC2 unusable", () => [
      ["ec2:DisableImage", target(`arn:aws:ec2:${region}:${accountId}:image/ami-0123456789abcdef0`, accountId)],
    ]),
    ask("change what is opted in", () => [["backup:UpdateRegionSettings", target("*", accountId)]]),
    ask("turn the alerts off", () =>
      ["DeleteRule", "DisableRule", "PutRule", "RemoveTargets", "PutTargets"].map((name) => [
        `events:${name}`,
        target(`arn:aws:events:${region}:${accountId}:rule/lockstep-failed-jobs`, accountId),
      ]),
    ),
  ];
}

/** One role of each way to be made and guarded. */
const changed = /-(AWSBackup-backup|auditor|pipeline-apply|vault-custodian|hub-plan)$/;

const asksOfAccount = ({ where, accountId }: (typeof everywhere)[number]): readonly Ask[] => [
  {
    what: "take a role of Lockstep's",
    where,
    accountId,
    reaches: true,
    requests: (in_) => rolesOf(in_, accountId).map((name) => ["sts:AssumeRole", in_.roleTarget(accountId, name)]),
  },
  {
    what: "change a role of Lockstep's",
    where,
    accountId,
    reaches: false,
    requests: (in_) =>
      rolesOf(in_, accountId)
        .filter((name) => changed.test(name))
        .flatMap((name) => {
          const role = in_.roleTarget(accountId, name);
          return ["CreateRole", "DeleteRole", "PutRolePolicy", "UpdateAssumeRolePolicy"].map(
            (action): Request => [`iam:${action}`, role],
          );
        }),
  },
  {
    what: "change the boundary of Lockstep's roles",
    where,
    accountId,
    reaches: false,
    requests: (in_) => changeBoundary(in_, accountId),
  },
  {
    what: "make a role of Lockstep's name without the boundary, or one that is exempt from the guardrail",
    where,
    accountId,
    reaches: false,
    requests: (in_) => [
      ["iam:CreateRole", target(roleArn(accountId, "lockstep-made-up"), accountId)],
      ["iam:CreateRole", target(roleArn(accountId, "lockstep-made-up"), accountId), boundedBy("AdministratorAccess")],
      ...["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"].map(
        (action): Request => [action, target(roleArn(accountId, `stacksets-exec-${in_.estate.name}`), accountId)],
      ),
    ],
  },
  {
    what: "make a user or an access key",
    where,
    accountId,
    reaches: false,
    requests: () => [
      ["iam:CreateUser", target(`arn:aws:iam::${accountId}:user/backdoor`, accountId)],
      ["iam:CreateAccessKey", target(`arn:aws:iam::${accountId}:user/backdoor`, accountId)],
    ],
  },
  {
    what: "close the account or leave the organization",
    where,
    accountId,
    reaches: false,
    requests: () => {
      const own = target(`arn:aws:account::${accountId}:account`, accountId);
      return [
        ["account:CloseAccount", own],
        ["organizations:LeaveOrganization", own],
      ];
    },
  },
];

const boundedBy = (name: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::aws:policy/${name}` });

const asksOfOrganization: readonly Ask[] = [
  ...accountClasses.flatMap((cls): readonly Ask[] => {
    const where = `the organization, ${cls === "prod" ? "prod" : "non-prod"}`;
    const own = { "lockstep:class": cls };
    const policy = (in_: Organization) => in_.organizationPolicy("backup_policy", own);
    const said = {
      "aws:RequestTag/lockstep:class": cls,
      "aws:TagKeys": ["lockstep:class"],
      "organizations:PolicyType": "BACKUP_POLICY",
    };
    const backup = { "organizations:PolicyType": "BACKUP_POLICY" };
    return [
      {
        what: "read a backup policy",
        where,
        accountId: null,
        reaches: true,
        requests: (in_) => [["organizations:DescribePolicy", policy(in_)]],
      },
      {
        what: "make a backup policy",
        where,
        accountId: null,
        reaches: true,
        requests: (in_) => [["organizations:CreatePolicy", in_.organizationPolicy("backup_policy"), said]],
      },
      {
        what: "change or delete a backup policy",
        where,
        accountId: null,
        reaches: true,
        requests: (in_) => [
          ["organizations:UpdatePolicy", policy(in_)],
          ["organizations:DeletePolicy", policy(in_)],
          ["organizations:UntagResource", policy(in_)],
        ],
      },
      {
        what: "attach or detach a backup policy",
        where,
        accountId: null,
        reaches: true,
        requests: (in_) =>
          ["organizations:AttachPolicy", "organizations:DetachPolicy"].map((action) => [action, policy(in_), backup]),
      },
      {
        what: "give a backup policy the class's tag",
        where,
        accountId: null,
        reaches: true,
        requests: (in_) => [["organizations:TagResource", policy(in_), said]],
      },
    ];
  }),
  {
    what: "attach backup policies to an account, a unit or the root",
    where: "the organization",
    accountId: null,
    reaches: true,
    requests: (in_) =>
      [in_.estate.organization.rootId, in_.estate.units[0]?.ouId ?? "", account("sandbox").accountId].flatMap((id) =>
        ["organizations:AttachPolicy", "organizations:DetachPolicy"].map(
          (action): Request => [action, in_.attachmentTarget(id), { "organizations:PolicyType": "BACKUP_POLICY" }],
        ),
      ),
  },
  {
    what: "change or detach service control policies",
    where: "the organization",
    accountId: null,
    reaches: true,
    requests: (in_) => changePolicies(in_, "service_control_policy"),
  },
  {
    what: "change the delegation of policies",
    where: "the organization",
    accountId: null,
    reaches: true,
    requests: (in_) => [
      ["organizations:PutResourcePolicy", in_.delegation()],
      ["organizations:DeleteResourcePolicy", in_.delegation()],
    ],
  },
  {
    what: "look at accounts and policies",
    where: "the organization",
    accountId: null,
    reaches: true,
    requests: (in_) => [
      ["organizations:ListAccounts", target("*", organization.managementAccountId)],
      ["organizations:DescribeAccount", in_.attachmentTarget(account("sandbox").accountId)],
      ["organizations:ListTargetsForPolicy", in_.organizationPolicy("backup_policy")],
    ],
  },
  {
    what: "close a member's account",
    where: "the organization",
    accountId: null,
    reaches: true,
    requests: (in_) => [
      ["organizations:CloseAccount", in_.attachmentTarget(account("sandbox").accountId)],
      ["organizations:RemoveAccountFromOrganization", in_.attachmentTarget(account("sandbox").accountId)],
    ],
  },
  {
    what: "switch copies between accounts off",
    where: "the management account",
    accountId: null,
    reaches: true,
    requests: () => [["backup:UpdateGlobalSettings", target("*", organization.managementAccountId)]],
  },
];

const asksOfShared: readonly Ask[] = [
  {
    what: "look at the jobs of the whole organization",
    where: "shared",
    accountId: shared.accountId,
    reaches: false,
    requests: () => [["backup:ListBackupJobs", target("*", shared.accountId)]],
  },
  {
    what: "put events on the alert bus, publish or change the topic",
    where: "shared",
    accountId: shared.accountId,
    reaches: true,
    requests: (in_) => [
      ["events:PutEvents", in_.bus()],
      ["sns:Publish", in_.topic()],
      ["sns:SetTopicAttributes", in_.topic()],
      ["sns:Subscribe", in_.topic()],
    ],
  },
  ...pipelineScopes.flatMap(({ scope }): readonly Ask[] => {
    const where = `the state of ${scope}`;
    const object = (in_: Organization, key: string) => in_.state(key);
    return [
      {
        what: "read state",
        where,
        accountId: shared.accountId,
        reaches: true,
        requests: (in_) => [
          ["s3:GetObject", object(in_, stateKey(scope, scope))],
          ["s3:ListBucket", in_.state(""), { "s3:prefix": stateKey(scope, scope) }],
        ],
      },
      {
        what: "write state, lock it, unlock it",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [
          ["s3:PutObject", object(in_, stateKey(scope, scope))],
          ["s3:PutObject", object(in_, `${stateKey(scope, scope)}.tflock`)],
          ["s3:DeleteObject", object(in_, `${stateKey(scope, scope)}.tflock`)],
        ],
      },
      {
        what: "delete state",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [["s3:DeleteObject", object(in_, stateKey(scope, scope))]],
      },
      {
        what: "read what was applied",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [["s3:GetObject", object(in_, ledgerKey(scope, scope))]],
      },
      {
        what: "write what was applied and what failed",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [
          ["s3:PutObject", object(in_, ledgerKey(scope, scope))],
          ["s3:PutObject", object(in_, failureKey(scope, "77", "1", scope))],
        ],
      },
      {
        what: "read a saved plan",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [["s3:GetObject", object(in_, planFileKey(scope, "77", "1", scope))]],
      },
      {
        what: "keep a saved plan",
        where,
        accountId: shared.accountId,
        reaches: false,
        requests: (in_) => [["s3:PutObject", object(in_, planFileKey(scope, "77", "1", scope))]],
      },
    ];
  }),
  {
    what: "delete the history of the state, or its bucket",
    where: "shared",
    accountId: shared.accountId,
    reaches: false,
    requests: (in_) => [
      ["s3:DeleteObjectVersion", in_.state(stateKey("shared", "shared"))],
      ["s3:DeleteBucket", in_.state("")],
      ["s3:PutBucketPolicy", in_.state("")],
    ],
  },
  {
    what: "reach the state without TLS",
    where: "shared",
    accountId: shared.accountId,
    reaches: false,
    requests: (in_) => [["s3:GetObject", in_.state(stateKey("shared", "shared")), { "aws:SecureTransport": "false" }]],
  },
  {
    what: "read or write with the state's key",
    where: "shared",
    accountId: shared.accountId,
    reaches: false,
    requests: (in_) =>
      ["kms:Decrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"].map(
        (action) => [action, in_.key(shared.accountId, shared.region, stateKeyAlias)],
      ),
  },
  {
    what: "list an account for a class of the pipeline",
    where: "shared",
    accountId: shared.accountId,
    reaches: false,
    requests: () =>
      accountClasses.flatMap((cls) =>
        accountClasses.map(
          (listed): Request => [
            "iam:AttachRolePolicy",
            target(roleArn(shared.accountId, hubApplyRole(`app-${cls}`)), shared.accountId),
            { "iam:PolicyARN": `arn:aws:iam::${shared.accountId}:policy/lockstep-accounts-${listed}` },
          ],
        ),
      ),
  },
];

/** What the provider asks for on behalf of an account's stacks: the work of the pipeline's roles there. */
export function pipelineAsks(in_: Organization, accountId: string): readonly Ask[] {
  const own = in_.resources.filter((resource) => resource.accountId === accountId && resource.stack !== "bootstrap");
  return [...groupBy(own, ({ stack }) => stack)].flatMap(([stack, resources]) =>
    (["read", "create", "update"] as const).map(
      (how): Ask => ({
        what: `${how} what the stack ${stack} holds`,
        where: "Terraform",
        accountId: null,
        reaches: true,
        requests: (now) => {
          const requests = resources.flatMap((resource) => providerCalls(now, resource)[how]);
          return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
        },
      }),
    ),
  );
}

/** Everything that is asked by everybody. */
export const asks: readonly Ask[] = [
  ...vaultPlaces.flatMap(asksOfVault),
  ...everywhere.flatMap(asksOfAccount),
  ...asksOfOrganization,
  ...asksOfShared,
];

/** What workflows ask for with GitHub's token. */
export const workflowAsks: readonly Ask[] = [
  {
    what: "take a hub role",
    where: "shared",
    accountId: null,
    reaches: true,
    requests: (in_) =>
      rolesOf(in_, shared.accountId)
        .filter((name) => name.includes("-hub-"))
        .map((name) => ["sts:AssumeRoleWithWebIdentity", in_.roleTarget(shared.accountId, name)]),
  },
];

/** What services ask for. */
export const serviceAsks: readonly Ask[] = [
  ...everywhere.map(
    ({ where, accountId }): Ask => ({
      what: "take a role of Lockstep's",
      where,
      accountId: null,
      reaches: true,
      requests: (in_) => rolesOf(in_, accountId).map((name) => ["sts:AssumeRole", in_.roleTarget(accountId, name)]),
    }),
  ),
  {
    what: "publish an alert",
    where: "shared",
    accountId: null,
    reaches: true,
    requests: (in_) => [["sns:Publish", in_.topic()]],
  },
  {
    what: "encrypt an alert",
    where: "shared",
    accountId: null,
    reaches: true,
    requests: (in_) =>
      ["kms:GenerateDataKey", "kms:Decrypt"].map((action) => [
        action,
        in_.key(shared.accountId, shared.region, alertKeyAlias),
      ]),
  },
];
