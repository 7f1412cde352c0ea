import { estateRule } from "../diagnostics/rule.ts";
import { faultySchedules } from "../proof/faulty-schedules.ts";

export const scheduleNever = estateRule({
  id: "schedule-never",
  severity: "error",
  what: "a schedule that never starts",
  why: "AWS accepts it and never backs anything up.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 30 2 ? *) } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 28 * ? *) } }" },
  },
  check: (estate) => faultySchedules(estate, "schedule-never"),
});
