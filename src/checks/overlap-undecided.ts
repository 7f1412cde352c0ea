import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { overlapAdvice, overlapText } from "../proof/overlap-words.ts";
import { windowLosses } from "../proof/window-losses.ts";
import { daysText } from "../words/units-text.ts";

export const overlapUndecided = estateRule({
  id: "overlap-undecided",
  severity: "warning",
  what: "two rules with the same retention whose start windows overlap",
  why: "AWS keeps one of the two backups and does not say which, so that the proof counts the worse.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: {
      "plans/silver.yaml": "rules: { monthly: { schedule: cron(0 2 1 * ? *) }, nightly: { keep: { local: 35d } } }",
    },
    good: { "plans/silver.yaml": "rules: { nightly: { keep: { local: 35d } } }" },
  },
  check: (estate) =>
    windowLosses(estate)
      .filter(({ kind }) => kind === "undecided")
      .map((loss) => {
        const { name, schedule, local } = loss.one.rule;
        return {
          at: inPlan(loss.plan.name, "rules", name, "schedule"),
          got: `got ${schedule}, ${overlapText(loss)}`,
          why: `both are kept ${daysText(local.deleteAfterDays)}, and AWS does not say which of the two backups it keeps`,
          use: overlapAdvice(loss),
        };
      }),
});
