import { boundaryPolicy, dutyRole } from "../../../src/names.ts";
import type { Organization, Request } from "./organization.ts";

/** Every way to lose the backups in one vault: to delete them, to shorten their life, to make them unreadable. */
export function destroy(in_: Organization, accountId: string, region: string): readonly Request[] {
  return [...destroyVault(in_, accountId, region), ...destroyKey(in_, accountId, region)];
}

export function destroyVault(in_: Organization, accountId: string, region: string): readonly Request[] {
  const vault = in_.vault(accountId, region);
  const recoveryPoint = in_.recoveryPoint(accountId, region);
  return [
    ["backup:DeleteRecoveryPoint", recoveryPoint],
    ["backup:UpdateRecoveryPointLifecycle", recoveryPoint],
    ["backup:DisassociateRecoveryPoint", recoveryPoint],
    ["backup:DisassociateRecoveryPointFromParent", recoveryPoint],
    ["backup:DeleteBackupVault", vault],
    ["backup:DeleteBackupVaultLockConfiguration", vault],
    [
      "backup:PutBackupVaultLockConfiguration",
      vault,
      { "backup:MinRetentionDays": "1", "backup:MaxRetentionDays": "2" },
    ],
    ["backup:DeleteBackupVaultAccessPolicy", vault],
    ["backup:PutBackupVaultAccessPolicy", vault],
  ];
}

export function destroyKey(in_: Organization, accountId: string, region: string): readonly Request[] {
  const key = in_.key(accountId, region);
  return [
    ["kms:ScheduleKeyDeletion", key],
    ["kms:DisableKey", key],
    ["kms:DeleteImportedKeyMaterial", key],
    ["kms:PutKeyPolicy", key],
  ];
}

/** Every way to take or to change one role. */
export function takeOver(in_: Organization, accountId: string, name: string): readonly Request[] {
  const role = in_.roleTarget(accountId, name);
  return [
    ["sts:AssumeRole", role],
    ["iam:UpdateAssumeRolePolicy", role],
    ["iam:PutRolePolicy", role],
    ["iam:DeleteRolePolicy", role],
    ["iam:AttachRolePolicy", role, { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["iam:DetachRolePolicy", role],
    ["iam:PutRolePermissionsBoundary", role],
    ["iam:DeleteRolePermissionsBoundary", role],
    ["iam:DeleteRole", role],
    ["iam:CreateRole", role],
  ];
}

/** Every way to change the boundary of what the pipeline creates. */
export function changeBoundary(in_: Organization, accountId: string): readonly Request[] {
  const boundary = in_.policyTarget(accountId, boundaryPolicy);
  return ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"].map((action) => [
    action,
    boundary,
  ]);
}

/** All that somebody with delegated administration of policies may do to the organization's policies. */
export function changePolicies(
  in_: Organization,
  type: "backup_policy" | "service_control_policy",
): readonly Request[] {
  const policy = in_.organizationPolicy(type);
  const kind = { "organizations:PolicyType": type.toUpperCase() };
  const accounts = in_.estate.accounts.map(({ accountId }) => in_.attachmentTarget(accountId));
  const targets = [policy, in_.attachmentTarget(in_.estate.organization.rootId), ...accounts];
  return [
    ["organizations:CreatePolicy", policy],
    ["organizations:UpdatePolicy", policy],
    ["organizations:DeletePolicy", policy],
    ["organizations:TagResource", policy],
    ...["organizations:AttachPolicy", "organizations:DetachPolicy"].flatMap((action) =>
      targets.map((target): Request => [action, target, kind]),
    ),
  ];
}

export const rolesOf = (in_: Organization, accountId: string): readonly string[] => [
  ...new Set(in_.written.filter((one) => one.kind === "trust" && one.accountId === accountId).map(({ of }) => of)),
];

export const custodian = dutyRole("vaultCustodian");
