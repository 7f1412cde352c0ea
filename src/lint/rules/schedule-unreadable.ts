import { inRule } from "../examples/in-rule.ts";
import { faultySchedules } from "../plan/faulty-schedules.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const scheduleUnreadable = sharedPlanRule({
  id: "schedule-unreadable",
  severity: "error",
  example: {
    bad: inRule({ schedule_expression: { "@@assign": "rate(1 day)" } }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 6 ? * * *)" } }),
  },
  check: (plan) => faultySchedules(plan, "schedule-unreadable"),
});
