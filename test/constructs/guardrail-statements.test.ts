import { expect, test } from "vitest";
import { guardrailStatements } from "../../src/constructs/guardrail-policy.ts";
import type { Conditions } from "../../src/constructs/policy-document.ts";

const role = (name: string) => `arn:*:iam::*:role/${name}`;
const pipelineRoleArn = role("lockstep-pipeline-apply");
const custodianRoleArn = role("lockstep-vault-custodian");
const stackSetRoleArn = role("stacksets-exec-*");
const restoreOperatorRoleArn = role("lockstep-restore-operator");
const backupOperatorRoleArn = role("lockstep-backup-operator");
const instanceRoleArn = role("instance");
const backupRoleArns = role("*AWSBackup*");
const central = ["333333333333", "444444444444"];

const statements = guardrailStatements({
  prefix: "lockstep",
  pipelineRoleArn,
  custodianRoleArn,
  stackSetRoleArn,
  stackSetStackArn: "arn:*:cloudformation:*:*:stack/StackSet-lockstep-*",
  instanceRoleArn,
  copyingRoleArns: [role("lockstep-AWSBackup-one"), role("lockstep-AWSBackup-two")],
  backupOperatorRoleArn,
  restoreOperatorRoleArn,
  backupRoleArns,
  localVaultArns: "arn:*:backup:*:*:backup-vault:lockstep-local",
  centralAccountIds: central,
  keptAccountIds: ["222222222222", ...central],
  bootstrapAccountId: "222222222222",
});

const but = (...arns: readonly string[]): Conditions => ({ ArnNotLike: { "aws:PrincipalArn": arns } });
const inCentral: Conditions = { StringEquals: { "aws:PrincipalAccount": central } };
const notInBootstrap: Conditions = { StringNotEquals: { "aws:PrincipalAccount": "222222222222" } };
const ownKeys: Conditions = { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/lockstep-*" } };
const direct: Conditions = { Null: { "kms:ViaService": "true" } };
const pastTheCheck: Conditions = { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } };

const deny = (Sid: string, Action: unknown, Condition?: Conditions, Resource: unknown = "*") => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const denyAllBut = (Sid: string, NotAction: unknown, Condition: Conditions, Resource: unknown) => ({
  Sid,
  Effect: "Deny",
  NotAction,
  Resource,
  Condition,
});
/** Those from one statement on. */
const from = (first: string, count: number) => {
  const index = statements.findIndex(({ Sid }) => Sid === first);
  return statements.slice(index, index + count);
};

test("vaults: the custodian takes away what guards them, the pipeline puts it, and nobody makes one of the name", () => {
  const vaults = "arn:*:backup:*:*:backup-vault:lockstep-*";

  expect(from("Vaults", 4)).toEqual([
    deny(
      "Vaults",
      ["backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteBackupVaultLockConfiguration"],
      but(custodianRoleArn),
      vaults,
    ),
    deny("VaultPolicies", "backup:PutBackupVaultAccessPolicy", but(pipelineRoleArn), vaults),
    deny("VaultNames", "backup:Create*Vault", but(pipelineRoleArn), vaults),
    deny("Locks", "backup:PutBackupVaultLockConfiguration", but(pipelineRoleArn), vaults),
  ]);
});

test("keys: nobody destroys one or moves its alias, pipeline and custodian put its policy, central decrypts by services alone", () => {
  const aliases = "arn:*:kms:*:*:alias/lockstep-*";

  expect(from("Keys", 9)).toEqual([
    deny(
      "Keys",
      ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:DisableKeyRotation", "kms:ScheduleKeyDeletion"],
      ownKeys,
    ),
    deny("KeyPolicies", "kms:PutKeyPolicy", {
      ...but(pipelineRoleArn, custodianRoleArn),
      ...notInBootstrap,
      ...ownKeys,
    }),
    deny("KeyLockOut", "kms:PutKeyPolicy", { ...pastTheCheck, ...ownKeys }),
    deny("NewKeyLockOut", ["kms:CreateKey", "kms:PutKeyPolicy"], {
      ...pastTheCheck,
      ArnLike: { "aws:PrincipalArn": [pipelineRoleArn, custodianRoleArn] },
    }),
    deny("KeyGrants", ["kms:CreateGrant", "kms:RevokeGrant"], {
      ...direct,
      BoolIfExists: { "kms:GrantIsForAWSResource": "false" },
      ...ownKeys,
    }),
    deny("GrantsAreNotRetired", "kms:RetireGrant", { ...direct, ...ownKeys }),
    deny("CentralKeys", ["kms:Decrypt", "kms:ReEncrypt*"], {
      ...but(instanceRoleArn),
      ...inCentral,
      ...direct,
      ...ownKeys,
    }),
    deny("KeyAliases", ["kms:DeleteAlias", "kms:UpdateAlias"], undefined, aliases),
    deny("KeyNames", "kms:CreateAlias", { ...but(pipelineRoleArn), ...notInBootstrap }, aliases),
  ]);
});

test("roles: whoever administers an account reads them and hands them on, and changes none", () => {
  const reads = ["iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*"];

  expect(from("Roles", 4)).toEqual([
    denyAllBut(
      "Roles",
      [...reads, "iam:PassRole", "sts:*"],
      { ...but(pipelineRoleArn, stackSetRoleArn), ...notInBootstrap },
      [role("lockstep-*"), "arn:*:iam::*:policy/lockstep-*"],
    ),
    deny("RolesThatCopy", "iam:PassRole", but(backupOperatorRoleArn, restoreOperatorRoleArn), [
      role("lockstep-AWSBackup-one"),
      role("lockstep-AWSBackup-two"),
    ]),
    denyAllBut(
      "StackSetRoles",
      [...reads, "cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*"],
      but(stackSetRoleArn),
      [stackSetRoleArn, "arn:*:cloudformation:*:*:stack/StackSet-lockstep-*", instanceRoleArn],
    ),
    deny("ServiceLinkedRoles", "iam:DeleteServiceLinkedRole", undefined, [
      role("aws-service-role/backup.amazonaws.com/*"),
      role("aws-service-role/member.org.stacksets.cloudformation.amazonaws.com/*"),
    ]),
  ]);
});

test("alerts: the pipeline alone touches the rules that forward failed jobs, on whatever bus", () => {
  expect(from("Alerts", 1)).toEqual([
    deny(
      "Alerts",
      ["events:DeleteRule", "events:DisableRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
      but(pipelineRoleArn),
      ["arn:*:events:*:*:rule/lockstep-*", "arn:*:events:*:*:rule/*/lockstep-*"],
    ),
  ]);
});

test("central: backups stay whoever asks, each duty has its own, and what AWS Backup stores elsewhere is only listed", () => {
  const writes = ["A*", "C*", "Del*", "Dis*", "P*", "R*", "S*", "T*", "U*"].map((verb) => `backup:${verb}`);
  const only = (...arns: readonly string[]) => ({ ...but(...arns), ...inCentral });

  expect(from("CentralBackupsStay", 6)).toEqual([
    deny(
      "CentralBackupsStay",
      [
        "backup:DeleteRecoveryPoint",
        "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent",
        "backup:UpdateRecoveryPointLifecycle",
        "ec2:DisableImage",
      ],
      inCentral,
    ),
    deny("CentralDuties", writes, only(pipelineRoleArn, custodianRoleArn, restoreOperatorRoleArn, backupRoleArns)),
    deny(
      "CentralRestores",
      ["backup:Copy*", "backup:CreateBackupAccessPoint", "backup:S*"],
      only(restoreOperatorRoleArn, backupRoleArns),
    ),
    deny("CentralCopiesReturn", "backup:CopyFromBackupVault", {
      "ForAnyValue:ArnNotLike": { "backup:CopyTargets": "arn:*:backup:*:*:backup-vault:lockstep-local" },
      ...inCentral,
    }),
    deny("CentralHolds", ["backup:CancelLegalHold", "backup:CreateLegalHold"], only(custodianRoleArn)),
    deny("CentralOptInStays", "backup:UpdateRegionSettings", only(pipelineRoleArn)),
  ]);
  expect(from("CentralStores", 2)).toEqual([
    denyAllBut(
      "CentralStores",
      [
        "dynamodb:Describe*",
        "ebs:List*",
        "ec2:Describe*",
        "ec2:Get*",
        "fsx:List*",
        "rds:Describe*",
        "rds:List*",
        "redshift:Describe*",
        "redshift-serverless:Get*",
        "redshift-serverless:List*",
      ],
      only(backupRoleArns),
      [
        "arn:*:dynamodb:*:*:table/*/backup/*",
        "arn:*:ec2:*::image/*",
        "arn:*:ec2:*::snapshot/*",
        "arn:*:ec2:*:*:image-usage-report/*",
        "arn:*:fsx:*:*:backup/*",
        "arn:*:fsx:*:*:snapshot/*",
        "arn:*:rds:*:*:auto-backup:*",
        "arn:*:rds:*:*:cluster-auto-backup:*",
        "arn:*:rds:*:*:cluster-snapshot:*",
        "arn:*:rds:*:*:snapshot:*",
        "arn:*:rds:*:*:snapshot-tenant-database:*",
        "arn:*:redshift:*:*:snapshot:*",
        "arn:*:redshift:*:*:snapshotcopygrant:*",
        "arn:*:redshift:*:*:snapshotschedule:*",
        "arn:*:redshift-serverless:*:*:recoverypoint/*",
        "arn:*:redshift-serverless:*:*:snapshot/*",
      ],
    ),
    denyAllBut("CentralAccessPoints", "s3:GetAccessPoint*", only(restoreOperatorRoleArn), "arn:*:s3:*:*:accesspoint/*"),
  ]);
});

test("accounts: those that everything hangs on stay as they are, and none leaves", () => {
  expect(from("AccountsStay", 3)).toEqual([
    deny(
      "AccountsStay",
      ["A*", "C*", "D*", "E*", "P*", "S*"].map((verb) => `account:${verb}`),
      { StringEquals: { "aws:PrincipalAccount": ["222222222222", ...central] } },
    ),
    deny("NobodyLeaves", ["organizations:AcceptHandshake", "organizations:LeaveOrganization"]),
  ]);
});

test("each guardrail is there once, in its order", () => {
  expect(statements.map(({ Sid }) => Sid)).toEqual([
    ...["Vaults", "VaultPolicies", "VaultNames", "Locks"],
    ...["Keys", "KeyPolicies", "KeyLockOut", "NewKeyLockOut", "KeyGrants", "GrantsAreNotRetired", "CentralKeys"],
    ...["KeyAliases", "KeyNames", "Roles", "RolesThatCopy", "StackSetRoles", "ServiceLinkedRoles", "Alerts"],
    ...["CentralBackupsStay", "CentralDuties", "CentralRestores", "CentralCopiesReturn", "CentralHolds"],
    ...["CentralOptInStays", "CentralStores", "CentralAccessPoints", "AccountsStay", "NobodyLeaves"],
  ]);
});
