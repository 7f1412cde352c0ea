import { inRule } from "../examples/in-rule.ts";
import { faultySchedules } from "../plan/faulty-schedules.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const scheduleTooOften = sharedPlanRule({
  id: "schedule-too-often",
  severity: "error",
  example: {
    bad: inRule({ schedule_expression: { "@@assign": "cron(0/30 * ? * * *)" } }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 * ? * * *)" } }),
  },
  check: (plan) => faultySchedules(plan, "schedule-too-often"),
});
