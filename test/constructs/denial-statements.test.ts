import { expect, test } from "vitest";
import { type DenialProps, denialStatements } from "../../src/constructs/pipeline-denials.ts";

const props: DenialProps = {
  prefix: "lockstep",
  centralLocks: [
    { sid: "Prod", accountId: "333333333333", minDays: 7, maxDays: 2920 },
    { sid: "Nonprod", accountId: "444444444444", minDays: 3, maxDays: 365 },
  ],
  armedAccountIds: [],
  sealedAccountIds: [],
};
const deny = (Sid: string, Action: unknown, Condition?: unknown, Resource: unknown = "*") => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const putLock = "backup:PutBackupVaultLockConfiguration";
const role = (name: string) => `arn:*:iam::*:role/lockstep-${name}`;
const policy = (name: string) => `arn:*:iam::*:policy/lockstep-${name}`;

test("whatever the pipeline is allowed, backups, keys and powers stay, and central locks get no weaker", () => {
  const inAccount = (accountId: unknown) => ({ StringEquals: { "aws:PrincipalAccount": accountId } });

  expect(denialStatements(props)).toEqual([
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
      policy("boundary*"),
      policy("pipeline-*"),
      policy("hub-*"),
    ]),
    {
      Sid: "OnlyListsAreAttached",
      Effect: "Deny",
      NotAction: ["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:Get*", "iam:List*"],
      Resource: [role("hub-*"), role("pipeline-apply-policies-*")],
    },
    deny("ProdMin", putLock, {
      ...inAccount("333333333333"),
      NumericLessThan: { "backup:MinRetentionDays": "7" },
    }),
    deny("ProdMax", putLock, {
      ...inAccount("333333333333"),
      NumericGreaterThan: { "backup:MaxRetentionDays": "2920" },
    }),
    deny("NonprodMin", putLock, {
      ...inAccount("444444444444"),
      NumericLessThan: { "backup:MinRetentionDays": "3" },
    }),
    deny("NonprodMax", putLock, {
      ...inAccount("444444444444"),
      NumericGreaterThan: { "backup:MaxRetentionDays": "365" },
    }),
    ...["Min", "Max"].map((bound) =>
      deny(`CentralNo${bound}`, putLock, {
        ...inAccount(["333333333333", "444444444444"]),
        Null: { [`backup:${bound}RetentionDays`]: "true" },
      }),
    ),
    deny("ArmingIsAskedFor", putLock, { Null: { "backup:ChangeableForDays": "false" } }),
  ]);
});

test("a lock is armed in accounts alone in which config arms one", () => {
  expect(denialStatements({ ...props, armedAccountIds: ["555555555501"] }).at(-1)).toEqual(
    deny("ArmingIsAskedFor", putLock, {
      Null: { "backup:ChangeableForDays": "false" },
      StringNotEquals: { "aws:PrincipalAccount": ["555555555501"] },
    }),
  );
});

test("policies of vaults and keys of a sealed account are no longer changed", () => {
  expect(denialStatements({ ...props, sealedAccountIds: ["333333333333"] })).toContainEqual(
    deny("Sealed", ["backup:PutBackupVaultAccessPolicy", "kms:PutKeyPolicy"], {
      StringEquals: { "aws:PrincipalAccount": ["333333333333"] },
    }),
  );
});
