import type { RuleText } from "./rule-text.ts";

const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";
const copies = "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html";

/** How long recovery points are kept, and where. */
export const lifecycleRules = {
  "retention-outside-lock": {
    severity: "error",
    what: "a retention outside the bounds of the lock of the vault it goes to",
    why: "AWS accepts the plan; each such backup or copy job fails when it runs.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  },
  "retention-range": {
    severity: "error",
    what: "a retention outside 1 to 36,500 days",
    why: "AWS refuses the lifecycle.",
    source: planOptions,
  },
  "cold-too-short": {
    severity: "error",
    what: "less than 90 days in cold storage",
    why: "AWS refuses the lifecycle: what is cold stays 90 days at least.",
    source: planOptions,
  },
  "continuous-too-long": {
    severity: "error",
    what: "a continuous backup kept longer than 35 days",
    why: "AWS refuses it.",
    source: planOptions,
  },
  "continuous-cold": {
    severity: "error",
    what: "a continuous backup that moves to cold storage",
    why: "AWS refuses it.",
    source: planOptions,
  },
  "copy-shorter-than-source": {
    severity: "error",
    what: "a copy that expires before the local backup it was made from, without a reason",
    why: "A copy keeps its source's creation date, so that the isolated copy would be gone first.",
    source: copies,
  },
  "cold-ignored": {
    severity: "warning",
    what: "cold storage for resource types that ignore it",
    why: "AWS says nothing; they stay warm until they expire.",
    source: planOptions,
  },
  "archive-not-opted-in": {
    severity: "warning",
    what: "cold storage for EBS without archiveEbs",
    why: "EBS ignores cold storage unless its archive is asked for.",
    source: planOptions,
  },
  "archive-unused": {
    severity: "warning",
    what: "archiveEbs where nothing can be archived",
    why: "Somebody believes that snapshots are archived, and none is.",
    source: planOptions,
  },
  "archive-too-often": {
    severity: "warning",
    what: "EBS archive for backups less than a month apart",
    why: "Each archived snapshot is a full one; AWS means the archive for monthly backups or rarer ones.",
    source: planOptions,
  },
  "warm-too-short": {
    severity: "warning",
    what: "incremental backups that turn cold before the next one can build on them",
    why: "AWS takes, or copies, another full backup.",
    source: planOptions,
  },
  "rests-on-local-vault": {
    severity: "warning",
    what: "a promise that only the local vault can keep, in an account whose vault is not locked",
    why: "Copies in central come later and have no continuous backup: where RPO and RTO are critical the local vault comes first.",
    source: copies,
  },
  "unlocked-unneeded": {
    severity: "warning",
    what: "a reason for unlocked local vaults, where no promise rests on them alone",
    why: "It would read as a risk that is not there, and hide the one that comes.",
    source: null,
  },
  "expires-before-usable": {
    severity: "warning",
    what: "a retention shorter than the time in which the recovery point may become usable",
    why: "Its life is counted from the start of the backup: a slow backup or copy is deleted as soon as it is there.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  },
} as const satisfies Record<string, RuleText>;
