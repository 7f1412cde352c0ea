import type { RuleText } from "./rule-text.ts";

const lock = "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html";
const preventDestroy = "developer.hashicorp.com/terraform/language/block/resource";

/** What a change of config does to what is deployed: `check --base`. */
export const changeRules = {
  "base-unreadable": {
    severity: "warning",
    what: "a base config that has errors of its own",
    why: "Nothing says then what the change would destroy.",
    source: null,
  },
  "state-moved": {
    severity: "error",
    what: "another name, shared account or shared Region",
    why: "They name the state bucket: every stack would be planned from nothing, against what exists.",
    source: null,
  },
  "organization-changed": {
    severity: "warning",
    what: "another organization id or root",
    why: "Vaults and keys trust the organization by its id, units by their path: copies fail until every stack is applied.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  },
  "central-moved": {
    severity: "error",
    what: "another central account",
    why: "The copies stay in the old one, whose stack is gone: nothing manages them and nothing copies them back.",
    source: null,
  },
  "region-dropped": {
    severity: "error",
    what: "a Region with a vault that config no longer has",
    why: "Without its block nothing keeps Terraform from destroying vault, key and lock; it stops, because the provider of the Region is gone too.",
    source: preventDestroy,
  },
  "home-region-changed": {
    severity: "warning",
    what: "another home Region of a central account",
    why: "New copies in the two Regions swap their retentions.",
    source: null,
  },
  "account-removed": {
    severity: "error",
    what: "an account whose file is gone",
    why: "Its vaults, keys and state stay behind, and central no longer lets its copies back.",
    source: null,
  },
  "retired-account-removed": {
    severity: "warning",
    what: "a retired account whose file is gone",
    why: "Central no longer lets its copies back, and Terraform must have let go of its stack before.",
    source: null,
  },
  "account-renamed": {
    severity: "error",
    what: "an account whose file has another name",
    why: "Stack and state are named after the file: all of it would be made once more, and AWS refuses.",
    source: null,
  },
  "account-id-changed": {
    severity: "error",
    what: "a file that is for another account now",
    why: "The vaults of the former account stay behind without a stack.",
    source: null,
  },
  "class-changed": {
    severity: "error",
    what: "an account of another class",
    why: "Its state lies with its class, and its copies in the central account of its class, which no longer knows it.",
    source: null,
  },
  "account-retired": {
    severity: "warning",
    what: "an account that is retired",
    why: "From then on nothing is backed up there; what exists expires.",
    source: null,
  },
  "unit-moved": {
    severity: "warning",
    what: "an account in another unit",
    why: "Central trusts a unit by its path: until the account is moved in AWS Organizations too, its copies fail.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  },
  "sealed-members-changed": {
    severity: "error",
    what: "other units, or accounts in no unit, of a class whose central account is sealed",
    why: "The pipeline can't change the policies of its vaults and keys: the deployment stops, or copies of new members fail.",
    source: null,
  },
  "unit-path-changed": {
    severity: "warning",
    what: "a unit that is another OU now",
    why: "Accounts that are still in the former one get no backups, and central refuses their copies.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  },
  "unit-renamed": {
    severity: "error",
    what: "a unit with another name",
    why: "Its policies would be attached and detached at once, and may end up detached.",
    source: null,
  },
  "roles-withdrawn": {
    severity: "warning",
    what: "an OU that the pipeline's roles are no longer deployed to",
    why: "Its accounts lose the pipeline's roles and the custodian.",
    source: "docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html",
  },
  "management-dropped": {
    severity: "warning",
    what: "a management stack that is gone",
    why: "The organization's switches stay as they are, and nobody keeps them.",
    source: null,
  },
  "guardrails-dropped": {
    severity: "warning",
    what: "guardrails that are switched off",
    why: "The pipeline may not detach them: its deployment fails until a person has.",
    source: null,
  },
  "lock-newly-armed": {
    severity: "warning",
    what: "a change that arms a compliance lock",
    why: "It is the last review before nobody can take it back, AWS included.",
    source: lock,
  },
  "armed-lock-changed": {
    severity: "error",
    what: "an armed lock that config changes or drops",
    why: "After its lock date AWS refuses any change, and every deployment of the stack stops there.",
    source: lock,
  },
  "lock-weakened": {
    severity: "warning",
    what: "a governance lock with looser bounds, or none",
    why: "It takes two steps by two people; in between the vault has no lock.",
    source: lock,
  },
  "lock-replaced": {
    severity: "warning",
    what: "a governance lock with tighter bounds",
    why: "The provider changes a lock by removing it, which only the custodian may do.",
    source: lock,
  },
  "retention-shortened": {
    severity: "warning",
    what: "a shorter retention",
    why: "New recovery points expire sooner; those that exist keep their own.",
    source: lock,
  },
  "rule-removed": {
    severity: "warning",
    what: "a rule that its plan no longer has",
    why: "Nothing new is made by it; what exists expires.",
    source: null,
  },
  "copies-removed": {
    severity: "warning",
    what: "a rule that no longer copies to the central account",
    why: "New recovery points do not outlive their account.",
    source: null,
  },
  "selection-narrowed": {
    severity: "warning",
    what: "a plan that selects less",
    why: "What only the former selection matched is no longer backed up, and no job fails.",
    source: null,
  },
  "plan-removed": {
    severity: "warning",
    what: "a plan that an account or unit no longer has",
    why: "What is tagged for it is no longer backed up, and no job fails.",
    source: null,
  },
} as const satisfies Record<string, RuleText>;
