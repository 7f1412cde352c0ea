import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const alertsMuted = planRule({
  id: "alerts-muted",
  severity: "error",
  what: "fewer failed jobs are told, or elsewhere",
  why: "Backups that fail look like backups that work.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html",
  example: {
    type: "aws_cloudwatch_event_rule",
    before: { event_pattern: { source: ["aws.backup"], detail: { state: ["ABORTED", "FAILED"] } } },
    bad: { event_pattern: { source: ["aws.backup"], detail: { state: ["FAILED"] } } },
    good: { event_pattern: { source: ["aws.backup"], detail: { state: ["ABORTED", "EXPIRED", "FAILED"] } } },
  },
  check: (change) => settingsWeakened("alerts-muted", change),
});
