import { inPlan } from "../examples/in-plan.ts";
import { overlapsIn } from "../plan/overlaps-in.ts";
import { sharedPlanRule } from "../policy-rule.ts";

const ruleAt = (schedule: string, days: string) => ({
  schedule_expression: { "@@assign": schedule },
  target_backup_vault_name: { "@@assign": "local" },
  start_backup_window_minutes: { "@@assign": "60" },
  lifecycle: { delete_after_days: { "@@assign": days } },
});

export const ruleSkipped = sharedPlanRule({
  id: "rule-skipped",
  severity: "warning",
  example: {
    bad: inPlan({ rules: { long: ruleAt("cron(30 5 1 * ? *)", "90") } }),
    good: inPlan({ rules: { long: ruleAt("cron(0 6 1 * ? *)", "90") } }),
  },
  check: (plan) => overlapsIn(plan, "rule-skipped"),
});
