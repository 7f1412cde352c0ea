import { dutyRole } from "../../../src/names.ts";
import { type Danger, dangersOn } from "./dangers.ts";
import type { Context, Organization, Request, Target } from "./organization.ts";

/** What harms a vault, a key, a role or a policy of another kind than Lockstep's, and does nothing to these. */
export const harmless: Readonly<Record<string, string>> = {
  "backup:DeleteBackupVaultNotifications": "a vault's own notifications tell nobody: EventBridge carries the alerts",
  "backup:PutBackupVaultNotifications": "the same",
  "backup:DeleteBackupVaultSharingPolicy": "only vaults that are air-gapped are shared",
  "backup:DisassociateBackupVaultMpaApprovalTeam": "only vaults that are air-gapped have an approval team",
  "backup:RevokeRestoreAccessBackupVault": "only vaults that are air-gapped give access by another vault",
  "kms:DeleteImportedKeyMaterial": "no key's material was imported",
  "kms:ImportKeyMaterial": "the same",
  "iam:DeletePolicyVersion": "IAM deletes no version that is in force",
  "iam:DeleteServiceLinkedRole": "none of the roles is a service's",
  "events:TagResource": "no policy decides by the tags of a rule or a bus",
  "events:UntagResource": "the same",
  "iam:ChangePassword": "one's own, with the old one",
  "iam:TagRole": "no policy decides by a role's tags",
  "iam:UntagRole": "the same",
  "iam:TagPolicy": "no policy decides by a policy's tags",
  "iam:UntagPolicy": "the same",
  "iam:TagUser": "no policy decides by a user's tags",
  "iam:UntagUser": "the same",
  "iam:UpdateRole": "how long a session lasts, and no more",
};

/** What somebody may do today who should not. Closing it takes it off the list. */
export const openToday: Readonly<Record<string, string>> = {
  "iam:CreateServiceSpecificCredential": "roles that the pipeline makes give a user that is there credentials",
  "iam:DeactivateMFADevice": "roles that the pipeline makes take a user's second factor away",
  "iam:EnableMFADevice": "roles that the pipeline makes give a user a second factor",
  "iam:ResetServiceSpecificCredential": "roles that the pipeline makes give a user that is there credentials",
  "iam:ResyncMFADevice": "roles that the pipeline makes bring a user's second factor out of step",
  "iam:UploadSSHPublicKey": "roles that the pipeline makes give a user that is there credentials",
  "iam:UploadSigningCertificate": "roles that the pipeline makes give a user that is there credentials",
  "kms:TagResource": "the pipeline knows its keys by their tags, and tags any",
};

/** What guardrails and vaults' policies alone deny to whoever may do everything else. */
export const byGuardrailsAlone: readonly string[] = [
  "backup:CreateBackupAccessPoint",
  "kms:RetireGrant",
  "kms:RevokeGrant",
];

/** Without these words it is everyday work, or asks for nothing. */
const words: Readonly<Record<string, Context>> = {
  "backup:PutBackupVaultLockConfiguration": { "backup:MinRetentionDays": "1", "backup:MaxRetentionDays": "2" },
  "iam:AttachRolePolicy": { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
};

const asked = (dangers: readonly Danger[], target: Target): readonly Request[] =>
  dangers
    .filter(({ action }) => !(action in harmless) && !(action in openToday))
    .map(({ action }) => [action, target, words[action] ?? {}]);

/** Every way to lose the backups in one vault: to delete them, to shorten their life, to make them unreadable. */
export function destroy(in_: Organization, accountId: string, region: string): readonly Request[] {
  return [...destroyVault(in_, accountId, region), ...destroyKey(in_, accountId, region)];
}

export function destroyVault(in_: Organization, accountId: string, region: string): readonly Request[] {
  return [
    ...asked(dangersOn(["backup:recoveryPoint"]).filter(loses), in_.recoveryPoint(accountId, region)),
    ...asked(dangersOn(["backup:backupVault"]).filter(loses), in_.vault(accountId, region)),
  ];
}

/** Its alias goes only with a yes on the alias as well. */
export function destroyKey(in_: Organization, accountId: string, region: string): readonly Request[] {
  return asked(dangersOn(["kms:key"]).filter(isOfKeyAlone).filter(loses), in_.key(accountId, region));
}

/** Every way to use, to change or to lose one key; aliases take a yes on the alias as well. */
export const changeKey = (key: Target): readonly Request[] => asked(dangersOn(["kms:key"]).filter(isOfKeyAlone), key);

const isOfKeyAlone = ({ resourceTypes }: Danger) => !resourceTypes.includes("kms:alias");

/** Weakens something, or replaces the policy that keeps it. */
function loses({ class: name, action }: Danger): boolean {
  return name === "weakens" || (name === "changes who may" && /:Put\w*Policy$/.test(action));
}

/** Every way to read what is in one vault, and to take it elsewhere. */
export function readVault(in_: Organization, accountId: string, region: string): readonly Request[] {
  const reads = ({ class: name }: Danger) => name === "reads data" || name === "takes out";
  return [
    ...asked(dangersOn(["backup:recoveryPoint"]).filter(reads), in_.recoveryPoint(accountId, region)),
    ...asked(dangersOn(["kms:key"]).filter(reads), in_.key(accountId, region)),
  ];
}

/** Every way to take or to change one role. */
export function takeOver(in_: Organization, accountId: string, name: string): readonly Request[] {
  return asked(dangersOn(["iam:role", "sts:role"]), in_.roleTarget(accountId, name));
}

/** Every way to get into a user, or to make more of it. */
export const changeUser = (user: Target): readonly Request[] => asked(dangersOn(["iam:user"]), user);

/** The boundaries of the roles that the pipeline makes in an account. */
export const boundariesOf = (in_: Organization, accountId: string) =>
  in_.written.filter((one) => one.accountId === accountId && /^lockstep-boundary/.test(one.of));

/** Every way to change a boundary of what the pipeline creates. */
export function changeBoundary(in_: Organization, accountId: string): readonly Request[] {
  return boundariesOf(in_, accountId).flatMap(({ of }) =>
    asked(dangersOn(["iam:policy"]), in_.policyTarget(accountId, of)),
  );
}

/** Every way to harm the alert hub. */
export const changeAlertHub = (in_: Organization): readonly Request[] => [
  ...asked(dangersOn(["events:event-bus"]), in_.bus()),
  ...asked(dangersOn(["sns:topic"]), in_.topic()),
];

/** Every way to read, to change or to lose what lies in the state's bucket, or the bucket. */
export const changeState = (in_: Organization, key: string): readonly Request[] => [
  ...asked(dangersOn(["s3:object"]), in_.state(key)),
  ...asked(dangersOn(["s3:bucket"]), in_.state("")),
];

/** Every way to turn a rule off, or elsewhere. */
export const changeRule = (rule: Target): readonly Request[] =>
  asked(dangersOn(["events:rule-on-default-event-bus"]), rule);

/** All that somebody with delegated administration of policies may do to the organization's policies. */
export function changePolicies(
  in_: Organization,
  type: "backup_policy" | "service_control_policy",
): readonly Request[] {
  const policy = in_.organizationPolicy(type);
  const kind = { "organizations:PolicyType": type.toUpperCase() };
  const accounts = in_.estate.accounts.map(({ accountId }) => in_.attachmentTarget(accountId));
  const dangers = dangersOn(["organizations:policy"]);
  const attaching = dangers.filter(({ resourceTypes }) => resourceTypes.includes("organizations:root"));
  return [
    ...asked(dangers, policy),
    ...[in_.attachmentTarget(in_.estate.organization.rootId), ...accounts].flatMap((target) =>
      asked(
        attaching.filter(({ action }) => !/:(Unt|T)agResource$/.test(action)),
        target,
      ),
    ),
  ].map(([action, target, context]): Request => [action, target, { ...context, ...kind }]);
}

export const rolesOf = (in_: Organization, accountId: string): readonly string[] => [
  ...new Set(in_.written.filter((one) => one.kind === "trust" && one.accountId === accountId).map(({ of }) => of)),
];

export const custodian = dutyRole("vaultCustodian");
