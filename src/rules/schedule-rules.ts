import type { RuleText } from "./rule-text.ts";

const cron = "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html";
const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";
const pointInTime = "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html";
const copies = "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html";

/** When backups start, and what that is worth. */
export const scheduleRules = {
  "schedule-unreadable": {
    severity: "error",
    what: "a schedule that is not AWS's six-field cron",
    why: "AWS refuses it at deployment, or reads it otherwise than it was meant.",
    source: cron,
  },
  "schedule-never": {
    severity: "error",
    what: "a schedule that never starts",
    why: "AWS accepts it and never backs anything up.",
    source: cron,
  },
  "schedule-ends": {
    severity: "error",
    what: "a schedule that starts for the last time some day",
    why: "From then on recovery points only grow older and expire, and nothing fails.",
    source: cron,
  },
  "schedule-too-often": {
    severity: "error",
    what: "starts less than an hour apart",
    why: "AWS Backup starts no more often than hourly.",
    source: planOptions,
  },
  "backup-outlasts-gap": {
    severity: "warning",
    what: "a backup that may take longer than the time to the next start",
    why: "AWS makes one backup of a resource at a time; a start that finds no room within its window expires, and no recovery point comes of it.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  },
  "rpo-not-kept": {
    severity: "error",
    what: "a plan that promises a tighter RPO than its local backups keep",
    why: "The widest gap between two starts, the time to start and the time to complete may all be lost; continuous backup counts only for the types that have it.",
    source: pointInTime,
  },
  "isolated-rpo-not-kept": {
    severity: "error",
    what: "a plan that promises a tighter RPO than its copies in the central account keep",
    why: "A copy is there only after the backup is complete and copied, and a copy of a continuous backup is a snapshot.",
    source: pointInTime,
  },
  "recovery-point-gap": {
    severity: "error",
    what: "a time in which no recovery point is left",
    why: "AWS deletes the last recovery point before the next one is there; until then nothing can be restored.",
    source: copies,
  },
  "rule-never-runs": {
    severity: "error",
    what: "a rule whose every start window overlaps one of a rule that is kept longer",
    why: "Of overlapping rules of a plan AWS keeps only the backup with the longer retention; the rule never makes one.",
    source: planOptions,
  },
  "rule-skipped": {
    severity: "warning",
    what: "a rule some of whose start windows overlap one of a rule that is kept longer",
    why: "At these starts AWS keeps only the backup of the other rule, which goes where that rule copies it.",
    source: planOptions,
  },
  "overlap-undecided": {
    severity: "warning",
    what: "two rules with the same retention whose start windows overlap",
    why: "AWS keeps one of the two backups and does not say which, so that the proof counts the worse.",
    source: planOptions,
  },
} as const satisfies Record<string, RuleText>;
