import { inPlan } from "../examples/in-plan.ts";
import { overlapsIn } from "../plan/overlaps-in.ts";
import { sharedPlanRule } from "../policy-rule.ts";

const ruleAt = (schedule: string, days: string) => ({
  schedule_expression: { "@@assign": schedule },
  target_backup_vault_name: { "@@assign": "local" },
  start_backup_window_minutes: { "@@assign": "60" },
  lifecycle: { delete_after_days: { "@@assign": days } },
});

export const overlapUndecided = sharedPlanRule({
  id: "overlap-undecided",
  severity: "warning",
  example: {
    bad: inPlan({ rules: { twin: ruleAt("cron(0 5 ? * * *)", "35") } }),
    good: inPlan({ rules: { twin: ruleAt("cron(0 17 ? * * *)", "35") } }),
  },
  check: (plan) => overlapsIn(plan, "overlap-undecided"),
});
