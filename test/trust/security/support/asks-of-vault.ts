import type { AccountClass } from "../../../../src/model.ts";
import { backupRole, centralVault, copyBackRole, localVault, restoreRole, vaultArn } from "../../../../src/names.ts";
import { type Organization, target } from "../../organization/organization.ts";
import { classlessAccount, roleArn } from "../../organization/people.ts";
import { account, central, other } from "../../organization/places.ts";
import type { Ask } from "./ask.ts";

export interface VaultPlace {
  readonly where: string;
  readonly accountId: string;
  readonly region: string;
  readonly class: AccountClass;
  readonly kind: "local" | "central";
}

const byService = (service: string, region: string) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });

/** What is dangerous by its words alone, and the work with backups that somebody has to be let do. */
export function asksOfVault(place: VaultPlace): readonly Ask[] {
  const { where, accountId, region, kind } = place;
  const ask = (what: string, requests: Ask["requests"]): Ask => ({ what, where, requests });
  const onVault = (what: string, ...names: readonly string[]) =>
    ask(what, (in_) => names.map((name) => [`backup:${name}`, in_.vault(accountId, region)]));
  const handed = kind === "local" ? [backupRole, restoreRole] : [copyBackRole];
  const hand = (what: string, service: string) =>
    ask(what, () =>
      handed.map((name) => [
        "iam:PassRole",
        target(roleArn(accountId, name), accountId),
        { "iam:PassedToService": `${service}.amazonaws.com` },
      ]),
    );

  return [
    ...locks(place),
    ...copiesOut(place),
    ask("shut everybody out of the key, past AWS's check", (in_) =>
      (["kms:PutKeyPolicy", "kms:CreateKey"] as const).map((action) => [
        action,
        action === "kms:CreateKey" ? target("*", accountId) : in_.key(accountId, region),
        { "kms:BypassPolicyLockoutSafetyCheck": "true" },
      ]),
    ),
    ask("look at the key's policy", (in_) => [["kms:GetKeyPolicy", in_.key(accountId, region)]]),
    ask("tag another team's key as Lockstep's", (in_) => [
      [
        "kms:TagResource",
        in_.foreignKey(accountId, region),
        { "aws:TagKeys": ["lockstep:stack"], "aws:RequestTag/lockstep:stack": "any" },
      ],
    ]),
    ask("bring the key back", (in_) =>
      ["kms:CancelKeyDeletion", "kms:EnableKey"].map((action) => [action, in_.key(accountId, region)]),
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
    onVault("start a backup", "StartBackupJob"),
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
    hand("hand a role to AWS Backup", "backup"),
    hand("hand a role to something else", "lambda"),
  ];
}

function locks({ where, accountId, region, class: cls, kind }: VaultPlace): readonly Ask[] {
  const { minDays: min, maxDays: max } = kind === "central" ? central[cls].lock : { minDays: 7, maxDays: 365 };
  const lock = (what: string, limits: Readonly<Record<string, number>>): Ask => ({
    what,
    where,
    requests: (in_) => [
      [
        "backup:PutBackupVaultLockConfiguration",
        in_.vault(accountId, region),
        Object.fromEntries(Object.entries(limits).map(([name, days]) => [`backup:${name}`, String(days)])),
      ],
    ],
  });
  return [
    lock("put the lock that config asks for", { MinRetentionDays: min, MaxRetentionDays: max }),
    lock("put a lock with a shorter minimum", { MinRetentionDays: min - 1, MaxRetentionDays: max }),
    lock("put a lock with a longer maximum", { MinRetentionDays: min, MaxRetentionDays: max + 1 }),
    lock("put a lock without a minimum", { MaxRetentionDays: max }),
    lock("put a lock without a maximum", { MinRetentionDays: min }),
    lock("arm a compliance lock", { MinRetentionDays: min, MaxRetentionDays: max, ChangeableForDays: 3 }),
  ];
}

function copiesOut({ where, accountId, region, class: cls, kind }: VaultPlace): readonly Ask[] {
  const copyOut = (what: string, to: (in_: Organization) => string): Ask => ({
    what,
    where,
    requests: (in_) => [
      ["backup:CopyFromBackupVault", in_.recoveryPoint(accountId, region), { "backup:CopyTargets": [to(in_)] }],
    ],
  });
  const toCentral = (one: AccountClass) => (in_: Organization) =>
    vaultArn(in_.estate, region, central[one].accountId, centralVault(one));
  const home = kind === "local" ? accountId : account(cls === "prod" ? "payments-prod" : "sandbox").accountId;
  return [
    copyOut("copy out to the central vault of its class", toCentral(cls)),
    copyOut("copy out to a local vault", (in_) => vaultArn(in_.estate, region, home, localVault)),
    copyOut("copy out to a stranger", () => `arn:aws:backup:${region}:${classlessAccount}:backup-vault:of-a-stranger`),
    copyOut("copy out to the other class", toCentral(other(cls))),
  ];
}
