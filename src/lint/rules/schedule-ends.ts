import { inRule } from "../examples/in-rule.ts";
import { faultySchedules } from "../plan/faulty-schedules.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const scheduleEnds = sharedPlanRule({
  id: "schedule-ends",
  severity: "error",
  example: {
    bad: inRule({ schedule_expression: { "@@assign": "cron(0 5 1 1 ? 2030)" } }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 5 1 1 ? *)" } }),
  },
  check: (plan) => faultySchedules(plan, "schedule-ends"),
});
