import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { rulePairsOf } from "../backup/policy-pairs.ts";
import { thinned } from "../backup/thinned-schedule.ts";
import { planRule } from "../plan-rule.ts";

export const scheduleThinned = planRule({
  id: "schedule-thinned",
  severity: "error",
  what: "the longest time between two starts of a rule grows",
  why: "More is lost on the worst day.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: policyExample({
    before: { gold: { rules: { daily: { schedule_expression: { "@@assign": "cron(0 3 ? * * *)" } } } } },
    bad: { gold: { rules: { daily: { schedule_expression: { "@@assign": "cron(0 3 ? * SUN *)" } } } } },
    good: { gold: { rules: { daily: { schedule_expression: { "@@assign": "cron(0 3,15 ? * * *)" } } } } },
  }),
  check: (change) =>
    rulePairsOf(changedPolicy(change)).flatMap(({ name, before, after }) => {
      const verdict = thinned(valueIn(before.schedule), valueIn(after.schedule));
      if (verdict === null || "unreadable" in verdict) return [];
      return [{ path: ["content"], got: `${name} starts less often: ${verdict.thinned}`, use: "keep the schedule" }];
    }),
});
