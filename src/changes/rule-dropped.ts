import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { daysText } from "../words/units-text.ts";
import { ruleChanges } from "./between/plan-rules.ts";

export const ruleDropped = changeRule({
  id: "rule-dropped",
  severity: "warning",
  what: "a rule that its plan no longer has",
  why: "Nothing new is made by it; what exists expires.",
  source: null,
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: null }" },
    good: { "plans/silver.yaml": "rules: { monthly: { completeWithin: 6h } }" },
  },
  check: (base, head) =>
    ruleChanges(base, head)
      .filter(({ is }) => is === null)
      .map(({ plan, was }) => ({
        at: inPlan(plan.name, "rules"),
        got: `got no rule ${was.name}, which kept backups ${daysText(was.local.deleteAfterDays)}`,
        why: "nothing new is made by it, and what exists expires by its own retention",
        use: "use the rule again, or another that keeps as long",
      })),
});
