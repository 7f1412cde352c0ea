import { estateRule } from "../diagnostics/rule.ts";
import { faultySchedules } from "../proof/faulty-schedules.ts";

export const scheduleUnreadable = estateRule({
  id: "schedule-unreadable",
  severity: "error",
  what: "a schedule that is not AWS's six-field cron",
  why: "AWS refuses it at deployment, or reads it otherwise than it was meant.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { schedule: cron(0 3 * * *) } }" },
    good: { "plans/bronze.yaml": "rules: { nightly: { schedule: cron(0 4 ? * * *) } }" },
  },
  check: (estate) => faultySchedules(estate, "schedule-unreadable"),
});
