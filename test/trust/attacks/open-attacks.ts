/** An attack that gets through today. Closing it takes it off the list; one that opens again has to be put on it. */
export interface OpenAttack {
  readonly id: string;
  /** What it comes to, for whoever runs the estate. */
  readonly what: string;
}

/** Attacks that get through, each asked about step by step in a test beside this file. */
export const openAttacks: readonly OpenAttack[] = [
  {
    id: "boundary-escape-shared",
    what: "scope shared: a bounded role rewrites the pipeline's StackSet and so the custodian of every account",
  },
  {
    id: "boundary-escape-shared-own-stack-set",
    what: "scope shared: a bounded role puts a StackSet of its own into every account",
  },
  {
    id: "boundary-escape-shared-recovery-points",
    what: "scope shared: the guardrails are emptied after the vault's policy, and central recovery points are deleted",
  },
  {
    id: "boundary-escape-shared-backup-policies",
    what: "scope shared: a bounded role changes, deletes and detaches the backup policies of both classes",
  },
  {
    id: "boundary-escape-shared-state",
    what: "scope shared: a bounded role opens the state bucket, and overwrites state and ledger of every scope",
  },
  {
    id: "boundary-escape-management-stack-set",
    what: "scope management: a bounded role rewrites the pipeline's StackSet, or makes one of its own",
  },
  {
    id: "boundary-escape-management-accounts",
    what: "scope management: a bounded role closes the central accounts, or takes them out of the organization",
  },
  {
    id: "boundary-escape-management-guardrails",
    what: "scope management: a bounded role detaches the guardrails",
  },
  {
    id: "boundary-escape-management-central-administrator",
    what: "scope management: a bounded role becomes administrator of a central account, as AWS made it",
  },
  {
    id: "boundary-escape-management-permission-sets",
    what: "scope management: a bounded role assigns a permission set of IAM Identity Center to anybody",
  },
  {
    id: "delegated-administrator-any-service",
    what: "scope management: any account is made delegated administrator of any service",
  },
  {
    id: "other-class-attachment",
    what: "policies of non-prod, which nobody reviews, are attached to prod accounts, prod units and the root",
  },
  {
    id: "other-class-override",
    what: "a policy of non-prod at the root beats prod's own policy of the same plan and rule",
  },
  {
    id: "other-class-untagged-policies",
    what: "backup policies without a class, which are another team's, are tagged non-prod and then changed",
  },
  {
    id: "lock-out-vault-by-pipeline",
    what: "one merged change denies everybody to restore from a central vault and to mend its policy",
  },
  {
    id: "lock-out-vault-by-custodian",
    what: "one custodian denies everybody to restore from a central vault and to mend its policy",
  },
  {
    id: "lock-out-key-by-pipeline",
    what: "one merged change denies everybody the use of a central key and the mending of its policy",
  },
  {
    id: "lock-out-key-by-custodian",
    what: "one custodian denies everybody the use of a central key and the mending of its policy",
  },
  {
    id: "alias-application-key",
    what: "the pipeline takes an application's own key over by an alias of Lockstep's that the account does not use",
  },
  {
    id: "alias-unreviewed-key",
    what: "the same in a non-prod account, whose environment asks for no reviewer",
  },
  {
    id: "alias-state-key",
    what: "the pipeline takes the key of its own state over by an alias that the shared account does not use",
  },
  {
    id: "forged-digests",
    what: "a second pull request of the same branch, with a base of the author's, says what was reviewed",
  },
  {
    id: "replay-after-revert",
    what: "the deploy of a change that was held and reverted is run again, and applies it",
  },
  {
    id: "accept-own-change",
    what: "where environments ask for no reviewers, authors accept their own change, retire and unlock",
  },
  {
    id: "required-checks-by-anybody",
    what: "whoever may write to the repository sets the required checks by hand",
  },
  {
    id: "settings-unread",
    what: "nothing reads whether the repository has reviewers, a ruleset and read-only workflows; without, it deploys too",
  },
  {
    id: "code-owners-missing",
    what: "the ruleset asks for a code owner's approval, which asks for nothing as long as the file is not there",
  },
  {
    id: "stack-set-execution-application",
    what: "an application's administrator breaks StackSets' role or stack: a removed custodian stays trusted there",
  },
  {
    id: "stack-set-execution-central",
    what: "a central account's administrator does the same",
  },
  {
    id: "copy-in-flood",
    what: "any principal of an application account copies into central what nobody deletes before its lock's maximum",
  },
  {
    id: "access-points-application",
    what: "an access point on a local recovery point keeps it from expiring, and is a way to read it without a restore",
  },
  {
    id: "access-points-central",
    what: "an access point on a central recovery point keeps it from expiring, and is a way to read it without a restore",
  },
  {
    id: "handshake-application",
    what: "an application account accepts another organization's invitation",
  },
  {
    id: "handshake-central",
    what: "a central account, or the shared one, accepts another organization's invitation",
  },
  {
    id: "native-deletions-central",
    what: "no policy denies what EC2, RDS, FSx and others call deleting, sharing and archiving of backups in central",
  },
  {
    id: "key-grants-central",
    what: "grants on a central key are made and revoked by whoever may do everything else in the account",
  },
  {
    id: "guard-stranger-role",
    what: "guard and verify-synth pass a new role that may do everything and trusts another organization's account",
  },
  {
    id: "guard-wider-role",
    what: "guard and verify-synth pass an Allow that is put beside those of a role",
  },
  {
    id: "guard-delegated-administrator",
    what: "guard and verify-synth pass a delegated administrator of any service",
  },
  {
    id: "guard-other-class",
    what: "guard and verify-synth pass a policy of non-prod at the root",
  },
  {
    id: "guard-lock-out",
    what: "guard and verify-synth pass a denial to everybody in a vault's or a key's policy",
  },
  {
    id: "guard-lost-allows",
    what: "guard and verify-synth pass a vault's or a key's policy that lets nobody in any more",
  },
  {
    id: "guard-foreign-alias",
    what: "verify-synth and guard pass an alias of Lockstep's name on a key of somebody else",
  },
];

export const isOpen = (id: string) => openAttacks.some((one) => one.id === id);
