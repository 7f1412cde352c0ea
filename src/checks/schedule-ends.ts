import { estateRule } from "../diagnostics/rule.ts";
import { faultySchedules } from "../proof/faulty-schedules.ts";

export const scheduleEnds = estateRule({
  id: "schedule-ends",
  severity: "error",
  what: "a schedule that starts for the last time some day",
  why: "From then on recovery points only grow older and expire, and nothing fails.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 1 * ? 2027) } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 2 * ? *) } }" },
  },
  check: (estate) => faultySchedules(estate, "schedule-ends"),
});
