import { inPlan } from "../examples/in-plan.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { documentRule } from "../policy-rule.ts";

const { daily } = soundPolicy.plans.p.rules;
const evening = { ...daily, schedule_expression: { "@@assign": "cron(0 17 ? * * *)" } };

export const policyRuleCase = documentRule({
  id: "policy-rule-case",
  severity: "error",
  what: "two rules or selections of one plan whose names differ only by case",
  why: "The effective policy holds such names in lower case, so that one of the two is lost.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inPlan({ rules: { Daily: evening } }),
    good: inPlan({ rules: { evening } }),
  },
});
