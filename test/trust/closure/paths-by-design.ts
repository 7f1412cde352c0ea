import { administrators, type KnownPath, merged, owners, pipeline } from "./known-path.ts";

/** A path that stays: somebody has to be able to do it. */
export interface DesignedPath extends KnownPath {
  /** What it takes, and why that is enough. */
  readonly takes: string;
}

const plan = "lockstep-hub-plan @ shared";
const deployPlan = "lockstep-hub-deploy-plan @ shared";
const stateKey = "the key alias/lockstep-state @ shared";

export const pathsByDesign: readonly DesignedPath[] = [
  {
    id: "administrator-of-shared",
    from: ["Administrator of shared", "root user of shared"],
    to: { by: "*", does: "iam:UpdateAssumeRolePolicy", on: "the role lockstep-hub-*" },
    what: "Who administers the shared account applies `bootstrap`, and with it decides about every account.",
    takes: "An administrator or the root user of shared. Nobody works there day by day.",
    cuts: [{ kind: "*", by: "Administrator @ shared,root user @ shared", on: "*" }],
  },
  {
    id: "administrator-of-management",
    from: ["Administrator of management", "root user of management"],
    to: { by: "*", does: "organizations:CloseAccount", on: "central prod as a member*" },
    what: "No guardrail binds the management account.",
    takes: "An administrator or the root user of the management account. Nobody works there day by day.",
    cuts: [{ kind: "*", by: "Administrator @ management,root user @ management", on: "*" }],
  },
  {
    id: "own-state",
    from: ["a merged change in *"],
    tell: "a merged change in app-prod",
    what: "A hub role reads and writes state and ledger of its own scope, and reads its plans.",
    takes: "The scope's environment on GitHub, with its reviewers.",
    cuts: [
      { by: "lockstep-hub-apply-{scope} @ shared", does: "s3:*", on: "the * of {scope} @ shared" },
      { by: "lockstep-hub-apply-{scope} @ shared", does: "kms:Decrypt", on: stateKey },
    ],
  },
  {
    id: "applications-see-that-policies-are-gone",
    from: ["a merged change in app-*"],
    what: "The hub role of applications reads the ledger of their class's policies: an account is let go only when nothing is attached to it.",
    takes: "The scope's environment on GitHub, with its reviewers.",
    cuts: [
      { by: "lockstep-hub-apply-app-prod @ shared", does: "s3:GetObject", on: "the ledger of policies-prod @ shared" },
      {
        by: "lockstep-hub-apply-app-nonprod @ shared",
        does: "s3:GetObject",
        on: "the ledger of policies-nonprod @ shared",
      },
    ],
  },
  {
    id: "plans-read-state",
    from: ["a pull request's workflow", "a workflow on the deploying branch"],
    what: "Planning reads the state and the ledger of every scope. Neither holds a secret.",
    takes: "A pull request.",
    cuts: [
      { by: `${plan},${deployPlan}`, does: "s3:GetObject", on: "the state of * @ shared,the ledger of * @ shared" },
      { by: `${plan},${deployPlan}`, does: "kms:Decrypt", on: stateKey },
    ],
  },
  {
    id: "deploy-writes-plans",
    from: ["a workflow on the deploying branch"],
    what: "Planning what was merged writes the plans that the scopes then apply.",
    takes:
      "A workflow on the deploying branch, and besides the run's own record of each plan's SHA-256, without which an apply refuses the plan.",
    cuts: [{ kind: "*", by: deployPlan, does: "s3:PutObject", on: "the plan of * @ shared" }],
  },
  {
    id: "own-class-policies",
    from: merged("policies-*"),
    what: "The pipeline changes, attaches, detaches and deletes the backup policies of the class that it applies.",
    takes: "The class's environment on GitHub; the guard refuses what keeps less.",
    cuts: [
      {
        by: `${pipeline}-{scope} @ shared`,
        does: "organizations:UpdatePolicy,organizations:DeletePolicy",
        on: "a backup policy of {class} @ *",
      },
      { kind: "attach or detach", by: `${pipeline}-{scope} @ shared`, on: "a backup policy of {class}*" },
    ],
  },
  {
    id: "policy-admin",
    from: ["policyAdmin of shared"],
    what: "The policy admin changes every backup policy.",
    takes: "The duty. What is stored keeps its own retention, and drift reports it the next day.",
    cuts: [{ by: "lockstep-policy-admin @ shared", on: "a backup policy *" }],
  },
  {
    id: "governance-lock",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    what: "A custodian removes a governance lock.",
    takes:
      "A custodian with MFA. Deleting is denied by the vault's policy and the guardrail after that too; nobody can remove a compliance lock.",
    cuts: [
      {
        by: "lockstep-vault-custodian @ {place}",
        does: "backup:DeleteBackupVaultLockConfiguration",
        on: "the vault * @ {place}",
      },
    ],
  },
  {
    id: "vault-policy-deleted",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    to: { by: "*", does: "backup:DeleteBackupVaultAccessPolicy", on: "*" },
    what: "A custodian deletes a vault's policy, to mend one that shuts out whom it should not. No copy gets in until the pipeline has put its own.",
    takes:
      "A custodian with MFA. In central the guardrails go on to say what the policy said. In an application account it takes a second hand, and a vault without a lock: then its administrator deletes or shortens a local backup, or copies it elsewhere, as its backup operator does.",
    cuts: [
      {
        by: "lockstep-vault-custodian @ {place}",
        does: "backup:DeleteBackupVaultAccessPolicy",
        on: "the vault * @ {place}",
      },
      {
        by: owners,
        does: "backup:CopyFromBackupVault,backup:CreateBackupAccessPoint,backup:DeleteRecoveryPoint,backup:DisassociateRecoveryPoint*,backup:UpdateRecoveryPointLifecycle",
        on: "a recovery point in lockstep-local @ {place}",
      },
      {
        by: "lockstep-backup-operator @ {place}",
        does: "backup:CopyFromBackupVault",
        on: "a recovery point in lockstep-local @ {place}",
      },
    ],
  },
  {
    id: "legal-holds",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    what: "A custodian puts a legal hold on backups, which keeps them from expiring, or lifts one.",
    takes:
      "A custodian with MFA. A hold that is lifted leaves each backup the life that its lock and lifecycle give it.",
    cuts: [{ by: "lockstep-vault-custodian @ {place}", does: "backup:*LegalHold", on: "* @ {place}" }],
  },
  {
    id: "restores",
    from: ["restoreOperator of *"],
    tell: "restoreOperator of central prod",
    to: { by: "*", does: "backup:StartRestoreJob", on: "*" },
    what: "A restore operator restores what is stored in their account, copies it back, and reaches into accounts of the class.",
    takes: "The duty, with a role that is handed to AWS Backup and to nothing else.",
    cuts: [
      {
        by: "lockstep-restore-operator @ {place},lockstep-reach-in-* @ {applications}",
        does: "backup:StartRestoreJob,backup:StartCopyJob,backup:CopyIntoBackupVault,backup:CreateBackupAccessPoint",
        on: "* @ {place},* @ {applications}",
      },
    ],
  },
  {
    id: "backs-up",
    from: ["backupOperator of *"],
    what: "A backup operator starts and stops backups and copies them to central.",
    takes: "The duty. The vault's policy lets copies go to the account's own central vault only.",
    cuts: [
      {
        by: "lockstep-backup-operator @ {place}",
        does: "backup:StartCopyJob,backup:CopyIntoBackupVault,backup:StopBackupJob",
        on: "* @ {place},the vault lockstep-central-* @ central {class}",
      },
    ],
  },
  {
    id: "own-keys",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "Who administers an account owns the keys there that are none of Lockstep's.",
    takes: "An administrator of the account.",
    cuts: [{ kind: "*", by: owners, on: "another team's key @ {place}" }],
  },
  {
    id: "owner-reads",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "Who administers an application account restores and reads its own local backups.",
    takes: "An administrator of the account; the data is theirs.",
    cuts: [
      {
        by: owners,
        does: "backup:StartRestoreJob,backup:StartCopyJob,backup:SearchRecoveryPoint",
        on: "a recovery point in lockstep-local @ {place}",
      },
      { by: owners, does: "backup:CopyIntoBackupVault", on: "the vault lockstep-local @ {place}" },
      { by: owners, does: "kms:Decrypt,kms:ReEncryptFrom", on: "the key alias/lockstep-local @ {place}" },
    ],
  },
  {
    id: "notifications-of-a-vault",
    from: administrators,
    tell: "Administrator of a prod account",
    what: "An administrator sends a vault's own notifications to a topic, or ends them.",
    takes: "An administrator of the account. Lockstep's alarms come from EventBridge, and not from there.",
    cuts: [
      {
        by: owners,
        does: "backup:PutBackupVaultNotifications,backup:DeleteBackupVaultNotifications",
        on: "the vault * @ {place}",
      },
    ],
  },
  {
    id: "alarms-of-the-pipeline",
    from: merged("shared", "central-*", "app-*"),
    what: "The pipeline makes and changes the rules, the bus, the topic and its subscriptions, and the role that forwards alerts.",
    takes: "The scope's environment on GitHub, with its reviewers.",
    cuts: [
      { by: `${pipeline} @ {place}`, does: "events:*", on: "the rule * @ {place},the alert bus @ {place}" },
      { by: `${pipeline} @ {place}`, does: "sns:*", on: "the alert topic @ {place},a subscription * @ {place}" },
      { by: `${pipeline} @ {place}`, does: "iam:*", on: "the role lockstep-event-forwarder @ {place}" },
      {
        kind: "put a resource's policy",
        by: `${pipeline} @ {place}`,
        on: "the alert bus @ {place},the alert topic @ {place}",
      },
    ],
  },
  {
    id: "accounts-to-enter",
    from: merged("shared"),
    what: "The pipeline lists the accounts that the scopes of applications may enter, and what the policies of each class may be attached to.",
    takes: "The environment of shared; a role's own boundary holds whatever the list says.",
    cuts: [
      {
        by: `${pipeline} @ shared`,
        on: "the policy lockstep-accounts-* @ shared,the policy lockstep-targets-* @ shared",
      },
      {
        by: `${pipeline} @ shared`,
        does: "iam:DetachRolePolicy",
        on: "the role lockstep-hub-apply-app-* @ shared,the role lockstep-pipeline-apply-policies-* @ shared",
      },
    ],
  },
  {
    id: "settings-of-the-pipeline",
    from: merged("management", "central-*", "app-*"),
    what: "The pipeline sets which types are opted in where backups are taken and where copies arrive, and in the management account whether copies go between accounts.",
    takes: "The scope's environment on GitHub, with its reviewers; the guard refuses to switch off what is on.",
    cuts: [
      {
        by: `${pipeline} @ {place}`,
        does: "backup:UpdateRegionSettings,backup:UpdateGlobalSettings",
        on: "the account as a whole @ {place}",
      },
    ],
  },
  {
    id: "owner-stops",
    from: administrators,
    tell: "Administrator of a prod account",
    to: { by: "*", does: "backup:UpdateRegionSettings", on: "*" },
    what: "Who administers an application account opts a type out of AWS Backup there, or stops a backup that is running.",
    takes:
      "An administrator of the account. The management account's settings count for types; what is missing afterwards nobody reports yet.",
    cuts: [
      {
        by: owners,
        does: "backup:UpdateRegionSettings,backup:StopBackupJob,backup:PutRestoreValidationResult,backup:CreateRestoreTestingSelection,backup:UpdateRestoreTestingSelection",
        on: "the account as a whole @ {applications}",
      },
    ],
  },
  {
    id: "pipeline-makes-vaults",
    from: merged("central-*", "app-*"),
    what: "The pipeline makes vaults of Lockstep's name.",
    takes: "The scope's environment on GitHub, with its reviewers.",
    cuts: [{ by: `${pipeline} @ {place}`, does: "backup:CreateBackupVault", on: "a new vault * @ {place}" }],
  },
];
