import type { RuleText } from "./rule-text.ts";

const cron = "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html";
const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";
const pointInTime = "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html";
const copies = "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html";
const limits = "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html";

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
  "promised-job-in-the-way": {
    severity: "error",
    what: "a backup or copy that may be in the way of the next, so that a promised RPO is not kept",
    why: "AWS makes one backup or copy of a resource at a time, each within the windows that config gives it; a backup that finds no room within its start window expires, and a copy that waits too long fails.",
    source: limits,
  },
  "job-in-the-way": {
    severity: "warning",
    what: "a backup or copy that may be in the way of the next, on which no promise rests",
    why: "AWS makes one backup or copy of a resource at a time; at these starts a recovery point may be missing that somebody counts on.",
    source: limits,
  },
  "plans-in-the-way": {
    severity: "warning",
    what: "a backup or copy of one plan that may be in the way of another plan's, where a resource has tags for both",
    why: "AWS makes one backup or copy of a resource at a time, whichever plan asks for it; what each plan proves is proven for it alone.",
    source: limits,
  },
  "promised-copies-in-turn": {
    severity: "error",
    what: "copies to several Regions that may take longer than AWS tries the last of them, so that a promised RPO is not kept",
    why: "The copies of a backup are made one after the other. AWS tries a copy for 2 hours and does not say that waiting for another is something else; the last then fails whenever the others are slow.",
    source: copies,
  },
  "copies-in-turn": {
    severity: "warning",
    what: "copies to several Regions that may take longer than AWS tries the last of them, on which no promise rests",
    why: "The copies of a backup are made one after the other. AWS tries a copy for 2 hours and does not say that waiting for another is something else.",
    source: copies,
  },
} as const satisfies Record<string, RuleText>;
