/** What the guard's rule says, and why it stops a stack. */
export interface GuardRuleText {
  /** What a plan would do, as a short sentence without a full stop. */
  readonly what: string;
  /** What would be lost. */
  readonly why: string;
}

/**
 * Rules of the guard on Terraform plans. The ids are what people write as `action` in `config/allowances.yaml`: they never
 * change. The first three are called as Terraform calls what it does.
 */
export const guardRules = {
  delete: {
    what: "a vault, lock, key, policy, role or switch that protection rests on is deleted",
    why: "Backups stop, or what keeps them from being deleted is gone; some of it nobody can bring back.",
  },
  replace: {
    what: "such a resource is deleted and created anew",
    why: "The new one is empty, and between the two there is none.",
  },
  forget: {
    what: "such a resource is taken out of the state and left behind",
    why: "Nobody plans it any more: whatever happens to it is seen by nobody.",
  },
  unjudged: {
    what: "a guarded value cannot be read before the apply",
    why: "What cannot be judged is not let through.",
  },
  "lock-weakened": {
    what: "a vault lock allows shorter or longer retentions than before, or is no compliance lock any more",
    why: "Backups can be made to expire early, or kept and paid for beyond what was decided.",
  },
  "lock-armed": {
    what: "a compliance lock is armed",
    why: "After its cooling-off nobody can remove it, AWS included, and every backup in the vault stays until it expires.",
  },
  "lock-cooling-off": {
    what: "the cooling-off of a compliance lock changes",
    why: "It decides until when an error can be undone.",
  },
  "retention-lowered": {
    what: "backups or copies are kept for a shorter time",
    why: "What was promised to be restorable is not.",
  },
  "cold-sooner": {
    what: "backups or copies move to cold storage that did not, or earlier",
    why: "A restore from there takes hours longer.",
  },
  "copy-removed": {
    what: "backups are no longer copied to a vault",
    why: "The day the account is lost they are lost with it.",
  },
  "copy-redirected": {
    what: "copies go to another vault, account or Region",
    why: "Whoever owns that vault owns the backups.",
  },
  "vault-redirected": {
    what: "backups go to another vault",
    why: "Its lock, key and access policy may be weaker, or it may not exist.",
  },
  "plan-removed": { what: "a plan is gone from a backup policy", why: "What it backed up is backed up no more." },
  "rule-removed": {
    what: "a rule is gone from a plan",
    why: "Its backups are no longer made, whatever the others do.",
  },
  "region-removed": { what: "a plan no longer runs in a Region", why: "Nothing is backed up there any more." },
  "schedule-thinned": {
    what: "the longest time between two starts of a rule grows",
    why: "More is lost on the worst day.",
  },
  "selection-narrowed": {
    what: "resources that a plan selected are not selected any more",
    why: "They are backed up no more, and nothing says so.",
  },
  "continuous-lost": {
    what: "a rule no longer makes continuous backups",
    why: "Only what the schedule gives can be restored.",
  },
  "backup-role-changed": {
    what: "a plan backs up with another role",
    why: "Where that role does not exist, or may not, no backup starts.",
  },
  "children-opened": {
    what: "policies further down may change a backup policy",
    why: "Whoever attaches one to an account can shorten or stop its backups.",
  },
  "denial-lost": {
    what: "something that a policy denied is not denied any more",
    why: "Denials are what keeps backups safe from administrators.",
  },
  "access-widened": {
    what: "a policy lets in somebody it did not, or to more",
    why: "Another account or organization could read, or fill, the backups.",
  },
  "boundary-lost": {
    what: "a role loses its permissions boundary, or has another",
    why: "What the role can do at most is no longer what was decided.",
  },
  "key-weakened": {
    what: "a key is disabled, is not rotated any more, or can be deleted sooner",
    why: "Backups under a key that is gone are gone.",
  },
  "alias-redirected": {
    what: "an alias stands for another key",
    why: "New backups are encrypted with a key that others may hold.",
  },
  "force-destroy": {
    what: "a vault or bucket may be destroyed with all that is in it",
    why: "The provider deletes recovery points, or the state, with it.",
  },
  "setting-lost": {
    what: "a switch of AWS Backup is turned off",
    why: "Copies between accounts stop, or a resource type is backed up no more.",
  },
  "bucket-weakened": {
    what: "the state bucket keeps no versions, is less encrypted or can be public",
    why: "Whoever changes or reads the state owns the pipeline.",
  },
  "alerts-muted": {
    what: "fewer failed jobs are told, or elsewhere",
    why: "Backups that fail look like backups that work.",
  },
  "fleet-deletes": {
    what: "more than a share of the application accounts have something deleted at once",
    why: "A slip in what they share, or an attack, looks harmless in each of them.",
  },
  "expectation-changed": {
    what: "a change expects other roles, statements or targets of stacks than its base does",
    why: "What a change is judged by, it must not decide itself: whoever reviews it has to have read this.",
  },
  "stack-removed": {
    what: "a stack is not part of the estate any more",
    why: "Terraform forgets all it deployed: an account leaves by state: retired.",
  },
} as const satisfies Record<string, GuardRuleText>;

export type GuardRuleId = keyof typeof guardRules;
