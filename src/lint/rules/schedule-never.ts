import { inRule } from "../examples/in-rule.ts";
import { faultySchedules } from "../plan/faulty-schedules.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const scheduleNever = sharedPlanRule({
  id: "schedule-never",
  severity: "error",
  example: {
    bad: inRule({ schedule_expression: { "@@assign": "cron(0 5 30 2 ? *)" } }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 5 29 2 ? *)" } }),
  },
  check: (plan) => faultySchedules(plan, "schedule-never"),
});
