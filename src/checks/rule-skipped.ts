import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { overlapAdvice, overlapText } from "../proof/overlap-words.ts";
import { windowLosses } from "../proof/window-losses.ts";

export const ruleSkipped = estateRule({
  id: "rule-skipped",
  severity: "warning",
  what: "a rule some of whose start windows overlap one of a rule that is kept longer",
  why: "At these starts AWS keeps only the backup of the other rule, which goes where that rule copies it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(0 2 1 * ? *) } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 1 * ? *) } }" },
  },
  check: (estate) =>
    windowLosses(estate)
      .filter(({ kind }) => kind === "some")
      .map((loss) => {
        const { name, schedule } = loss.one.rule;
        const [{ other }] = loss.overlaps;
        return {
          at: inPlan(loss.plan.name, "rules", name, "schedule"),
          got: `got ${schedule}, ${overlapText(loss)}`,
          why: `AWS keeps only the backup of ${other.name}, whose retention is longer`,
          use: overlapAdvice(loss),
        };
      }),
});
