import type { RuleText } from "./rule-text.ts";

const cron = "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html";
const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";

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
} as const satisfies Record<string, RuleText>;
