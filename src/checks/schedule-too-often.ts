import { estateRule } from "../diagnostics/rule.ts";
import { faultySchedules } from "../proof/faulty-schedules.ts";

export const scheduleTooOften = estateRule({
  id: "schedule-too-often",
  severity: "error",
  what: "starts less than an hour apart",
  why: "AWS Backup starts no more often than hourly.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { four-hourly: { schedule: cron(0/30 * ? * * *) } }" },
    good: { "plans/gold.yaml": "rules: { four-hourly: { schedule: cron(0 0/4 ? * * *) } }" },
  },
  check: (estate) => faultySchedules(estate, "schedule-too-often"),
});
