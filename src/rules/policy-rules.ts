import type { RuleText } from "./rule-text.ts";

const syntax = "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html";
const operators = "docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html";
const quotas = "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html";
const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";
const features = "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html";
const crossAccount = "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html";
const encryption = "docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html";
const copies = "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html";
const selectionApi = "docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html";

/** Backup policies as documents, whoever wrote them. */
export const policyRules = {
  "policy-json": {
    severity: "error",
    what: "a policy that is not JSON",
    why: "AWS Organizations refuses it at deployment.",
    source: syntax,
  },
  "policy-duplicate-key": {
    severity: "error",
    what: "a key that stands twice in one object",
    why: "AWS Organizations refuses it; tools that do not would silently drop one of the two.",
    source: syntax,
  },
  "policy-written-size": {
    severity: "warning",
    what: "a policy that fits AWS's 10,000 characters only once its white space is taken out",
    why: "The API counts white space; the file as it is would be refused.",
    source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
  },
  "policy-operator": {
    severity: "error",
    what: "a setting without an operator, an operator that AWS does not have, or one where it cannot stand",
    why: "AWS Organizations refuses it, or the setting never reaches the effective policy.",
    source: operators,
  },
  "policy-not-text": {
    severity: "error",
    what: "a number or null where a policy holds text",
    why: "AWS writes every value of a backup policy as text and refuses what is none.",
    source: syntax,
  },
  "policy-bare-boolean": {
    severity: "warning",
    what: "true or false without quotes",
    why: "AWS documents it as text, and once, in an example, without quotes: no need to rely on that.",
    source: syntax,
  },
  "policy-rule-case": {
    severity: "error",
    what: "two rules or selections of one plan whose names differ only by case",
    why: "The effective policy holds such names in lower case, so that one of the two is lost.",
    source: syntax,
  },
  "policy-selection-kind": {
    severity: "error",
    what: "a plan that selects both by tags and by resources",
    why: "AWS takes one of the two; the plan is not valid and backs nothing up.",
    source: syntax,
  },
  "policy-quota": {
    severity: "error",
    what: "more parts than AWS Backup takes in one plan, rule or selection",
    why: "AWS Organizations accepts the policy and AWS Backup cannot make the plan of it: nothing is backed up.",
    source: quotas,
  },
  "policy-arn": {
    severity: "error",
    what: "an ARN that names no vault or role",
    why: "AWS does not look whether it exists: every job that needs it fails at night.",
    source: "repost.aws/knowledge-center/backup-policy-no-jobs-created",
  },
  "policy-placeholder": {
    severity: "error",
    what: "$account or $region where AWS does not replace it, or a literal where AWS wants the placeholder",
    why: "The text is taken as it stands, names nothing, and every job that needs it fails at night.",
    source: syntax,
  },
  "policy-one-account-role": {
    severity: "warning",
    what: "a role of one account in a policy that runs in many",
    why: "In every other account the role does not exist, and no backup starts.",
    source: "repost.aws/knowledge-center/backup-policy-no-jobs-created",
  },
  "policy-single-resource": {
    severity: "error",
    what: "one resource where a policy takes types of resources",
    why: "Organization policies select by type and tag; a single ARN is not supported.",
    source: syntax,
  },
  "policy-unknown-type": {
    severity: "warning",
    what: "a pattern for resources that AWS does not list",
    why: "It most likely matches nothing, and nothing says so.",
    source: syntax,
  },
  "policy-condition-key": {
    severity: "warning",
    what: "a condition on something else than a resource's tag",
    why: "AWS Backup knows conditions on tags only; another key matches nothing.",
    source: selectionApi,
  },
  "policy-literal-wildcard": {
    severity: "warning",
    what: "a * where AWS compares text exactly",
    why: "Only a tag whose value is written with the asterisk would match.",
    source: syntax,
  },
  "policy-default-vault": {
    severity: "error",
    what: "a copy into another account's Default vault",
    why: "Its key is AWS's own and cannot be shared: every copy fails.",
    source: crossAccount,
  },
  "policy-default-source": {
    severity: "warning",
    what: "backups in the Default vault that are copied to another account",
    why: "Its key is AWS's own and cannot be shared: of types whose backups the vault's key encrypts every copy fails.",
    source: encryption,
  },
  "policy-copy-key": {
    severity: "error",
    what: "a copy action whose key is not its target",
    why: "AWS wants the target's ARN as key; with another, two policies merge into a copy that nobody wrote.",
    source: syntax,
  },
  "policy-same-vault": {
    severity: "warning",
    what: "a copy into the vault that the backup is in already",
    why: "It protects against nothing that the first one does not.",
    source: copies,
  },
  "policy-kept-for-ever": {
    severity: "warning",
    what: "a rule that does not say when its backups are deleted",
    why: "They are kept, and paid for, for ever; a vault lock with a maximum refuses them.",
    source: planOptions,
  },
  "policy-copy-follows": {
    severity: "warning",
    what: "a copy that does not say when it is deleted",
    why: "It follows the lifecycle of what it was copied from, or is never deleted: nobody decided which.",
    source: copies,
  },
  "policy-copy-shorter": {
    severity: "warning",
    what: "a copy that is deleted before the backup it was made from",
    why: "Copies count from the backup's own day: on the day the account is lost the older ones are gone.",
    source: copies,
  },
  "policy-copy-types": {
    severity: "warning",
    what: "a copy for types that AWS cannot copy there",
    why: "Such resources have no copy, on the day it is the only thing left.",
    source: features,
  },
  "policy-air-gapped-types": {
    severity: "warning",
    what: "a logically air-gapped vault for types that it does not take",
    why: "AWS leaves their backups in the backup vault alone, without an error.",
    source: features,
  },
  "policy-window": {
    severity: "error",
    what: "a window that AWS Backup does not take",
    why: "AWS Backup cannot make the plan: nothing is backed up.",
    source: syntax,
  },
  "policy-window-seconds": {
    severity: "warning",
    what: "a window that was most likely meant in seconds",
    why: "AWS reads minutes: a job that hangs is not given up for weeks, and holds up the ones after it.",
    source: syntax,
  },
  "policy-window-completion": {
    severity: "warning",
    what: "a completion window less than an hour longer than the start window",
    why: "A job that starts late has hardly any time left if both are meant to count from the schedule.",
    source: null,
  },
  "schedule-pause": {
    severity: "warning",
    what: "an hourly step that does not go round the clock",
    why: "A step starts anew each midnight: 5/1 means 05:00 to 23:00, and no backup starts at night.",
    source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  },
  "policy-every-rule": {
    severity: "warning",
    what: "several selections in a plan with several rules",
    why: "AWS applies every rule to every selection; there is no selection of one rule.",
    source: syntax,
  },
  "policy-scan": {
    severity: "warning",
    what: "malware scans of which one half is missing",
    why: "scan_actions and scan_settings work only together; otherwise no scan ever starts.",
    source: syntax,
  },
} as const satisfies Record<string, RuleText>;
