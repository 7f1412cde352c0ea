import { expect, test } from "vitest";
import { type DutyPlace, dutiesOf, dutyStatements } from "../../src/constructs/duty-policies.ts";
import type { DutyName } from "../../src/model.ts";

const arns = { backupRoleArn: "the backup role", restoreRoleArns: ["the restore role"], reachInRoleArn: "the way in" };
const none = { backupRoleArn: null, restoreRoleArns: [], reachInRoleArn: null };

const allow = (Sid: string, Action: unknown, Resource: unknown = "*", Condition?: object) => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Sid: string, Action: unknown, Condition?: object) => ({
  ...allow(Sid, Action, "*", Condition),
  Effect: "Deny",
});
const hand = (role: string) =>
  allow("HandRoleToBackup", "iam:PassRole", [role], {
    StringEquals: { "iam:PassedToService": "backup.amazonaws.com" },
  });
const copy = allow("Copy", ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault"]);

const policies = ["Create", "Update", "Delete", "Attach", "Detach"].map((verb) => `organizations:${verb}Policy`);
const vaults = ["backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVaultAccessPolicy"];
const holds = ["backup:CreateLegalHold", "backup:CancelLegalHold"];
const keys = ["kms:PutKeyPolicy", "kms:CancelKeyDeletion", "kms:EnableKey"];
const backups = ["backup:StartBackupJob", "backup:StopBackupJob"];
const restores = ["backup:StartRestoreJob", "backup:CreateBackupAccessPoint", "backup:DeleteBackupAccessPoint"];
const startCopy = "backup:StartCopyJob";
const ofPipeline = "backup:PutBackupVaultAccessPolicy";

/** What a duty may do, without what every duty may read and what it is denied as the work of others. */
function ownWork(duty: DutyName, place: DutyPlace, given: Parameters<typeof dutyStatements>[2] = arns) {
  const [read, ...own] = dutyStatements(duty, place, given);
  expect(read).toEqual(
    allow("ReadBackups", ["backup:Describe*", "backup:Get*", "backup:List*", "kms:DescribeKey", "kms:ListAliases"]),
  );
  return own.slice(0, -1);
}
/** Sorted: which duty is asked first decides the order, and nothing else. */
const denied = (duty: DutyName, place: DutyPlace) => {
  const last = dutyStatements(duty, place, arns).at(-1);
  expect(last).toMatchObject({ Sid: "OtherDuties", Effect: "Deny", Resource: "*" });
  return [...(last?.Action ?? [])].sort();
};

test("each kind of account has the duties that have something to do there", () => {
  expect(dutiesOf).toEqual({
    app: ["vaultCustodian", "backupOperator", "restoreOperator", "auditor"],
    central: ["vaultCustodian", "restoreOperator", "auditor"],
    shared: ["policyAdmin", "auditor"],
  });
});

test("a policy admin changes backup policies, and no policy of another type", () => {
  expect(ownWork("policyAdmin", "shared")).toEqual([
    allow("Work", policies, "*", { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } }),
    allow("ReadOrganization", ["organizations:Describe*", "organizations:List*"]),
  ]);
});

test.each(["app", "central"] as const)(
  "a custodian in %s takes off what guards vaults and mends keys, and destroys nothing",
  (place) => {
    expect(ownWork("vaultCustodian", place)).toEqual([
      allow("Vaults", vaults, "arn:*:backup:*:*:backup-vault:lockstep-*"),
      allow("LegalHolds", holds),
      allow("Keys", keys, "*", {
        "ForAnyValue:StringEquals": {
          "kms:ResourceAliases": [
            "alias/lockstep-local",
            "alias/lockstep-central-prod",
            "alias/lockstep-central-nonprod",
          ],
        },
      }),
      allow("ReadKeys", "kms:GetKeyPolicy"),
      deny("DestroysNothing", [
        "backup:DeleteBackupVault",
        "backup:DeleteRecoveryPoint",
        "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent",
        "backup:UpdateRecoveryPointLifecycle",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
      ]),
      deny("KeysStayInReach", "kms:PutKeyPolicy", { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } }),
    ]);
  },
);

test("a backup operator backs up and copies with the role that is there for it, and hands it to no other service", () => {
  expect(ownWork("backupOperator", "app")).toEqual([
    allow("Work", [...backups, startCopy]),
    hand("the backup role"),
    copy,
  ]);
  expect(ownWork("backupOperator", "app", none)).toEqual([allow("Work", [...backups, startCopy]), copy]);
});

test("a restore operator restores, and from central copies back and reaches in", () => {
  const reachIn = allow("ReachIn", "sts:AssumeRole", "the way in");

  expect(ownWork("restoreOperator", "central")).toEqual([
    allow("Work", [...restores, startCopy]),
    hand("the restore role"),
    copy,
    reachIn,
  ]);
  expect(ownWork("restoreOperator", "app")).toEqual([allow("Work", restores), hand("the restore role"), reachIn]);
  expect(ownWork("restoreOperator", "app", none)).toEqual([allow("Work", restores)]);
});

test("an auditor reads, in the shared account the organization and its alerts too, and changes nothing", () => {
  const reads = [
    ...["kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags"],
    ...["iam:Get*", "iam:List*", "events:Describe*", "events:List*", "cloudtrail:LookupEvents"],
  ];
  const nothing = deny(
    "ChangeNothing",
    ["Start", "Stop", "Create", "Update", "Put", "Delete"].map((verb) => `backup:${verb}*`),
  );

  expect(ownWork("auditor", "app")).toEqual([allow("Audit", reads), nothing]);
  expect(ownWork("auditor", "shared")).toEqual([
    allow("Audit", [...reads, "organizations:Describe*", "organizations:List*", "sns:Get*", "sns:List*"]),
    nothing,
  ]);
});

test("no duty does the work of another, nor the pipeline's; a copy is work of whoever is where its source is", () => {
  const custodian = [...vaults, ...holds, ...keys];

  expect(denied("policyAdmin", "shared")).toEqual([...custodian, ...backups, ...restores, ofPipeline].sort());
  expect(denied("vaultCustodian", "app")).toEqual([...policies, ...backups, startCopy, ...restores, ofPipeline].sort());
  expect(denied("backupOperator", "app")).toEqual([...policies, ...custodian, ...restores, ofPipeline].sort());
  expect(denied("restoreOperator", "app")).toEqual(
    [...policies, ...custodian, ...backups, startCopy, ofPipeline].sort(),
  );
  expect(denied("restoreOperator", "central")).toEqual([...policies, ...custodian, ...backups, ofPipeline].sort());
  expect(denied("auditor", "central")).toEqual(
    [...policies, ...custodian, ...backups, startCopy, ...restores, ofPipeline].sort(),
  );
});
