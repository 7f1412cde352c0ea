import type { Cut } from "./cut.ts";
import { administrators, type KnownPath, merged, owners, pipeline } from "./known-path.ts";

const makesRoles: readonly Cut[] = [
  { kind: "make a role", by: `${pipeline} @ {place}`, does: "iam:CreateRole within a boundary", on: "*" },
  ...["change what a role may do", "change whom a role trusts"].map((kind) => ({
    kind,
    by: `${pipeline} @ {place}`,
    on: "*",
  })),
];
const own = `${pipeline} @ {place}`;
const custodian = "lockstep-vault-custodian @ {place}";
const vaultKeys = "the key alias/lockstep-local @ {place},the key alias/lockstep-central-* @ {place}";
const keyUse = "kms:Decrypt,kms:ReEncryptFrom,kms:CreateGrant,kms:RetireGrant,kms:RevokeGrant,kms:DisableKeyRotation";

/** Whoever writes a key's policy lets in whom they like. */
const useByAnybody: Cut = { by: "*", does: keyUse, on: "the key alias/lockstep-* @ {place}" };

/** What is open. Each is closed in the documents, and then struck here. */
export const openPaths: readonly KnownPath[] = [
  {
    id: "role-of-shared",
    from: merged("shared"),
    to: {
      by: "stacksets-exec-* @ central prod",
      does: "iam:UpdateAssumeRolePolicy",
      on: "the role lockstep-vault-custodian @ central prod",
    },
    what: "The pipeline makes a role in shared, within its boundary, which does not deny StackSets, backup policies or the state: the role rewrites every account.",
    cuts: makesRoles,
  },
  {
    id: "role-of-management",
    from: merged("management"),
    to: {
      by: "a made and bounded role * @ management",
      does: "organizations:CloseAccount",
      on: "central prod as a member*",
    },
    what: "The pipeline makes a role in the management account, which no guardrail binds: the role detaches guardrails, closes and removes accounts, and enters them.",
    cuts: makesRoles,
  },
  {
    id: "role-of-central",
    from: merged("central-*"),
    tell: "a merged change in central-prod",
    to: { by: "*", does: "ec2:ModifySnapshotAttribute", on: "*" },
    what: "The pipeline makes a role in a central account, within its boundary: the role deletes, shares and reads what the services store there for AWS Backup, and uses the key.",
    cuts: makesRoles,
  },
  {
    id: "role-of-application",
    from: merged("app-*"),
    tell: "a merged change in app-prod",
    what: "The pipeline makes a role in an application account, within its boundary: the role copies what it likes into central, and uses the keys of the account.",
    cuts: makesRoles,
  },
  {
    id: "registers-anybody",
    from: merged("management"),
    to: { by: "*", on: "a non-prod account as a member*" },
    what: "The pipeline registers any account as delegated administrator of any service.",
    cuts: [
      {
        kind: "register or delegate",
        by: own,
        does: "organizations:RegisterDelegatedAdministrator",
        on: "*",
      },
    ],
  },
  {
    id: "delegation-by-pipeline",
    from: merged("management"),
    what: "One merged change puts any text into the organization's delegation policy: any account of the organization manages policies and members then.",
    cuts: [{ by: own, does: "organizations:PutResourcePolicy", on: "*" }],
  },
  {
    id: "guardrails-by-pipeline",
    from: merged("management"),
    what: "One merged change empties the guardrails, or attaches a service control policy that denies everybody everything.",
    cuts: [
      { by: own, does: "organizations:UpdatePolicy", on: "the guardrails *" },
      { kind: "attach or detach", by: own, on: "*" },
    ],
  },
  {
    id: "other-class-attachment",
    from: merged("policies-*"),
    tell: "a merged change in policies-nonprod",
    what: "A backup policy of one class is attached to the root, to the other class's accounts or to central ones, where it overrides theirs.",
    cuts: [{ kind: "attach or detach", by: `${pipeline}-{scope} @ shared`, on: "*" }],
  },
  {
    id: "untagged-policies",
    from: merged("policies-*"),
    tell: "a merged change in policies-nonprod",
    what: "A backup policy that is none of Lockstep's is tagged with a class, and is that class's from then on.",
    cuts: [
      {
        kind: "change a tag",
        by: `${pipeline}-{scope} @ shared`,
        on: "a backup policy that is none of Lockstep's @ *",
      },
    ],
  },
  {
    id: "vault-policy-by-pipeline",
    from: merged("central-*", "app-*"),
    tell: "a merged change in central-prod",
    what: "One merged change puts a vault policy that denies everybody restoring, copying out and changing the policy back.",
    cuts: [{ by: own, does: "backup:PutBackupVaultAccessPolicy", on: "the vault * @ {place}" }],
  },
  {
    id: "vault-policy-by-custodian",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    to: { by: "*", does: "backup:PutBackupVaultAccessPolicy", on: "*" },
    what: "One custodian puts a vault policy that denies everybody restoring, copying out and changing the policy back.",
    cuts: [
      {
        by: custodian,
        does: "backup:PutBackupVaultAccessPolicy,backup:DeleteBackupVaultAccessPolicy",
        on: "the vault * @ {place}",
      },
    ],
  },
  {
    id: "key-policy-by-pipeline",
    from: merged("central-*", "app-*", "shared"),
    tell: "a merged change in central-prod",
    what: "One merged change puts a key policy that lets nobody use or change the key, past AWS's lock-out check.",
    cuts: [
      { by: own, does: "kms:PutKeyPolicy", on: `${vaultKeys},the key alias/lockstep-alerts @ {place}` },
      useByAnybody,
    ],
  },
  {
    id: "key-policy-by-custodian",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    what: "One custodian puts a key policy that lets nobody use or change the key, past AWS's lock-out check, or lets anybody use it.",
    goesOn: true,
    cuts: [
      { by: custodian, does: "kms:PutKeyPolicy", on: `${vaultKeys},the key alias/lockstep-alerts @ {place}` },
      useByAnybody,
    ],
  },
  {
    id: "state-key-by-custodian",
    from: ["vaultCustodian of shared"],
    what: "The custodian of shared owns the key of the state, whose alias begins as those of vaults do.",
    goesOn: true,
    cuts: [{ by: custodian, does: "kms:PutKeyPolicy", on: "the key alias/lockstep-state @ shared" }, useByAnybody],
  },
  {
    id: "alias-on-any-key",
    from: merged("app-*", "central-*", "shared", "management"),
    tell: "a merged change in app-nonprod",
    what: "The pipeline puts an alias of Lockstep's on any key of an account, and owns the key's policy from then on: the state's key, and applications' own.",
    cuts: [{ kind: "move an alias", by: own, on: "*" }],
  },
  {
    id: "execution-role",
    from: administrators,
    tell: "Administrator of central prod",
    what: "An administrator deletes, detaches or bounds the role that StackSets work with, or deletes their stack, or puts another template into it: a removed custodian stays trusted there.",
    cuts: [{ by: owners, on: "the role stacksets-exec-* @ {place},the stack of the pipeline's roles @ {place}" }],
  },
  {
    id: "copy-in",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "Any principal of an application account copies what it likes into central, where nobody can delete it before it expires.",
    cuts: [{ by: owners, does: "backup:CopyIntoBackupVault", on: "the vault lockstep-central-* @ central {class}" }],
  },
  {
    id: "access-point",
    from: administrators,
    tell: "Administrator of central prod",
    what: "An access point reads the objects of an S3 backup without a restore role, and keeps the backup from expiring.",
    cuts: [{ by: owners, does: "backup:CreateBackupAccessPoint", on: "a recovery point * @ {place}" }],
  },
  {
    id: "handshake",
    from: administrators,
    tell: "Administrator of a prod account",
    to: { by: "*", does: "iam:UpdateAssumeRolePolicy", on: "the role lockstep-vault-custodian @ *" },
    what: "An account goes to another organization by accepting its invitation, and no guardrail binds it there.",
    cuts: [{ kind: "leave or join the organization", by: owners, does: "organizations:AcceptHandshake", on: "*" }],
  },
  {
    id: "services-own-interfaces",
    from: administrators,
    tell: "Administrator of central prod",
    to: { by: "*", does: "ec2:ModifySnapshotAttribute", on: "*" },
    what: "What the services store for AWS Backup in central is deleted, shared, changed or read by their own interfaces, which no policy names.",
    cuts: [{ by: owners, on: "what AWS Backup stores as * @ {place}" }],
  },
  {
    id: "central-key",
    from: ["Administrator of central *", "root user of central *"],
    to: { by: "*", does: "kms:RevokeGrant", on: "*" },
    what: "An administrator of a central account decrypts with the key of its backups, grants its use, takes AWS Backup's own grants back, and stops its rotation.",
    cuts: [{ by: owners, does: keyUse, on: "the key alias/lockstep-central-* @ {place}" }],
  },
  {
    id: "local-key",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "An administrator of an application account takes back the grants that AWS Backup has on the key of its local backups, grants its use, and stops its rotation.",
    cuts: [
      {
        by: owners,
        does: "kms:CreateGrant,kms:RetireGrant,kms:RevokeGrant,kms:DisableKeyRotation",
        on: "the key alias/lockstep-local @ {place}",
      },
    ],
  },
  {
    id: "central-restore",
    from: ["Administrator of central *", "root user of central *"],
    to: { by: "*", does: "backup:StartRestoreJob", on: "*" },
    what: "An administrator of a central account restores there what it holds, copies it back, searches and scans it, and backs up into its vault, without a duty.",
    cuts: [
      {
        by: owners,
        does: "backup:Start*,backup:SearchRecoveryPoint,backup:UpdateRecoveryPointIndexSettings",
        on: "a recovery point in lockstep-central-* @ {place},the vault lockstep-central-* @ {place}",
      },
      { by: owners, does: "backup:CopyIntoBackupVault", on: "the vault lockstep-local @ {applications}" },
      {
        by: owners,
        does: "backup:StopBackupJob,backup:PutRestoreValidationResult,backup:CreateRestoreTestingSelection,backup:UpdateRestoreTestingSelection",
        on: "the account as a whole @ {place}",
      },
    ],
  },
  {
    id: "legal-hold",
    from: ["Administrator of central *", "root user of central *"],
    what: "An administrator of a central account puts a legal hold on its backups, which keeps them from expiring, or lifts one.",
    cuts: [
      {
        by: owners,
        does: "backup:CreateLegalHold,backup:CancelLegalHold",
        on: "a legal hold @ {place},the account as a whole @ {place}",
      },
    ],
  },
  {
    id: "central-account",
    from: ["Administrator of central *", "root user of central *"],
    to: { by: "*", does: "account:DisableRegion", on: "*" },
    what: "An administrator of a central account switches a Region off in it, or changes whom AWS writes to about it.",
    cuts: [{ by: owners, does: "account:*", on: "the account itself @ {place}" }],
  },
  {
    id: "role-settings",
    from: administrators,
    tell: "Administrator of central prod",
    to: { by: "*", does: "iam:UpdateRole", on: "the role lockstep-vault-custodian @ *" },
    what: "An administrator lengthens the sessions of the custodian's and the pipeline's roles, and deletes older versions of their policies.",
    cuts: [
      { by: owners, does: "iam:UpdateRole,iam:DeletePolicyVersion", on: "the role lockstep-*,the policy lockstep-*" },
    ],
  },
  {
    id: "vault-name",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "An administrator takes the name of a local vault, with a logically air-gapped vault, in a Region that has none yet: Lockstep's own can no longer be made there.",
    cuts: [{ by: owners, does: "backup:CreateLogicallyAirGappedBackupVault", on: "a new vault * @ {place}" }],
  },
  {
    id: "vault-elsewhere",
    from: merged("management", "shared"),
    what: "The pipeline makes a vault of a local vault's name in shared or in the management account: copies out of central may go there, too.",
    cuts: [{ by: own, does: "backup:CreateBackupVault", on: "a new vault * @ {place}" }],
  },
  {
    id: "state-key-lost",
    from: ["a person who is vaultCustodian"],
    what: "One custodian, who lives in the shared account, lets themselves into the policy of the state's key or the alerts' key there, and destroys the key: no guardrail binds shared in this.",
    to: { by: "*", does: "kms:ScheduleKeyDeletion", on: "the key alias/lockstep-state @ shared" },
    cuts: [
      {
        by: "* @ shared",
        does: "kms:DisableKey,kms:ScheduleKeyDeletion,kms:PutKeyPolicy",
        on: "the key alias/lockstep-state @ shared,the key alias/lockstep-alerts @ shared",
      },
    ],
  },
];
