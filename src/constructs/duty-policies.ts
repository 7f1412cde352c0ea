import { accountClasses, type DutyName, dutyNames } from "../model.ts";
import { centralKeyAlias, localKeyAlias, prefix } from "../names.ts";
import type { Statement } from "./policy-document.ts";

/** Where a duty's role acts. */
export type DutyPlace = "app" | "central" | "shared";

/** Duties by the kind of account in which they have a role. */
export const dutiesOf: Readonly<Record<DutyPlace, readonly DutyName[]>> = {
  app: ["vaultCustodian", "backupOperator", "restoreOperator", "auditor"],
  central: ["vaultCustodian", "restoreOperator", "auditor"],
  shared: ["policyAdmin", "auditor"],
};

/** What only this duty does. Every other duty is denied it, whatever else is attached to its role. */
function workOf(duty: DutyName, place: DutyPlace): readonly string[] {
  switch (duty) {
    case "policyAdmin":
      return [
        "organizations:CreatePolicy",
        "organizations:UpdatePolicy",
        "organizations:DeletePolicy",
        "organizations:AttachPolicy",
        "organizations:DetachPolicy",
      ];
    case "vaultCustodian":
      return [
        "backup:DeleteBackupVaultLockConfiguration",
        // what somebody puts there could keep everybody from putting it right, which AWS does not check; without it the
        // pipeline puts its own again
        "backup:DeleteBackupVaultAccessPolicy",
        "backup:CreateLegalHold",
        "backup:CancelLegalHold",
        "kms:PutKeyPolicy",
        "kms:CancelKeyDeletion",
        "kms:EnableKey",
      ];
    case "backupOperator":
      // a copy starts where its source is: out of an application account it is a backup, out of central a restore
      return ["backup:StartBackupJob", "backup:StopBackupJob", ...(place === "app" ? ["backup:StartCopyJob"] : [])];
    case "restoreOperator":
      return [
        "backup:StartRestoreJob",
        "backup:CreateBackupAccessPoint",
        "backup:DeleteBackupAccessPoint",
        ...(place === "central" ? ["backup:StartCopyJob"] : []),
      ];
    case "auditor":
      return [];
  }
}

/** No duty does it, whatever is attached to its role. */
const workOfPipeline = ["backup:PutBackupVaultAccessPolicy"];

export const readBackups = ["backup:Describe*", "backup:Get*", "backup:List*", "kms:DescribeKey", "kms:ListAliases"];

export interface DutyPlaceArns {
  /** The service role that the backup operator may hand to AWS Backup; `null`: the duty has no role in this place. */
  readonly backupRoleArn: string | null;
  /** The service roles that the restore operator may hand to AWS Backup, to restore with or to copy back with. */
  readonly restoreRoleArns: readonly string[];
  /** The roles in application accounts that the restore operator may assume from here; `null`: none. */
  readonly reachInRoleArn: string | null;
}

/** Permissions of a duty in a kind of account. */
export function dutyStatements(duty: DutyName, place: DutyPlace, arns: DutyPlaceArns): readonly Statement[] {
  const statements: Statement[] = [
    { Sid: "ReadBackups", Effect: "Allow", Action: readBackups, Resource: "*" },
    ...ownWork(duty, place, arns),
  ];
  const others = [...new Set([...dutyNames.flatMap((other) => workOf(other, place)), ...workOfPipeline])];
  const own = workOf(duty, place);
  if (duty === "vaultCustodian") statements.push(destroysNothing, keepsKeysInReach);
  statements.push({
    Sid: "OtherDuties",
    Effect: "Deny",
    Action: others.filter((action) => !own.includes(action)),
    Resource: "*",
  });
  return statements;
}

const vaultKeyAliases = [localKeyAlias, ...accountClasses.map(centralKeyAlias)];

// whoever may change a vault's or a key's policy could let themselves in there; what they hold is lost only by two hands
const destroysNothing: Statement = {
  Sid: "DestroysNothing",
  Effect: "Deny",
  Action: [
    "backup:DeleteBackupVault",
    "backup:DeleteRecoveryPoint",
    "backup:DisassociateRecoveryPoint",
    "backup:DisassociateRecoveryPointFromParent",
    "backup:UpdateRecoveryPointLifecycle",
    "kms:DeleteImportedKeyMaterial",
    "kms:DisableKey",
    "kms:ScheduleKeyDeletion",
  ],
  Resource: "*",
};

// AWS refuses a key policy that its writer could not change again, unless it is told not to look
const keepsKeysInReach: Statement = {
  Sid: "KeysStayInReach",
  Effect: "Deny",
  Action: "kms:PutKeyPolicy",
  Resource: "*",
  Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
};

const copy: Statement = {
  Sid: "Copy",
  Effect: "Allow",
  Action: ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault"],
  Resource: "*",
};

/** Lets a duty start jobs that AWS Backup does with this role, and hand the role to no other service. */
export const handToBackup = (...roleArns: readonly string[]): Statement => ({
  Sid: "HandRoleToBackup",
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: roleArns,
  Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
});

function ownWork(duty: DutyName, place: DutyPlace, arns: DutyPlaceArns): readonly Statement[] {
  const pass = (roles: readonly string[]): readonly Statement[] => (roles.length === 0 ? [] : [handToBackup(...roles)]);
  const work: Statement = { Sid: "Work", Effect: "Allow", Action: workOf(duty, place), Resource: "*" };

  switch (duty) {
    case "policyAdmin":
      return [
        {
          ...work,
          Condition: { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } },
        },
        {
          Sid: "ReadOrganization",
          Effect: "Allow",
          Action: ["organizations:Describe*", "organizations:List*"],
          Resource: "*",
        },
      ];
    case "vaultCustodian":
      return [
        {
          ...work,
          Sid: "Vaults",
          Action: workOf(duty, place).filter((action) => /^backup:.*Vault/.test(action)),
          Resource: `arn:*:backup:*:*:backup-vault:${prefix}-*`,
        },
        {
          ...work,
          Sid: "LegalHolds",
          Action: workOf(duty, place).filter((action) => action.endsWith("LegalHold")),
        },
        {
          ...work,
          Sid: "Keys",
          Action: workOf(duty, place).filter((action) => action.startsWith("kms:")),
          // not those of state and alerts: an administrator of the shared account keeps them
          Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": vaultKeyAliases } },
        },
        // what they replace
        { Sid: "ReadKeys", Effect: "Allow", Action: "kms:GetKeyPolicy", Resource: "*" },
      ];
    case "backupOperator":
      return [work, ...pass(arns.backupRoleArn === null ? [] : [arns.backupRoleArn]), copy];
    case "restoreOperator":
      return [
        work,
        ...pass(arns.restoreRoleArns),
        ...(place === "central" ? [copy] : []),
        ...(arns.reachInRoleArn === null
          ? []
          : [{ Sid: "ReachIn", Effect: "Allow" as const, Action: "sts:AssumeRole", Resource: arns.reachInRoleArn }]),
      ];
    case "auditor":
      return [
        {
          Sid: "Audit",
          Effect: "Allow",
          Action: [
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:ListGrants",
            "kms:ListResourceTags",
            "iam:Get*",
            "iam:List*",
            "events:Describe*",
            "events:List*",
            "cloudtrail:LookupEvents",
            ...(place === "shared" ? ["organizations:Describe*", "organizations:List*", "sns:Get*", "sns:List*"] : []),
          ],
          Resource: "*",
        },
        {
          Sid: "ChangeNothing",
          Effect: "Deny",
          Action: [
            "backup:Start*",
            "backup:Stop*",
            "backup:Create*",
            "backup:Update*",
            "backup:Put*",
            "backup:Delete*",
          ],
          Resource: "*",
        },
      ];
  }
}
