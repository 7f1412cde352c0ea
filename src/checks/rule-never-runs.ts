import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { overlapAdvice } from "../proof/overlap-words.ts";
import { windowLosses } from "../proof/window-losses.ts";
import { daysText } from "../words/units-text.ts";

export const ruleNeverRuns = estateRule({
  id: "rule-never-runs",
  severity: "error",
  what: "a rule whose every start window overlaps one of a rule that is kept longer",
  why: "Of overlapping rules of a plan AWS keeps only the backup with the longer retention; the rule never makes one.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 1 ? * * *) } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 1 * ? *) } }" },
  },
  check: (estate) =>
    windowLosses(estate)
      .filter(({ kind }) => kind === "every")
      .map((loss) => {
        const { plan, one, overlaps } = loss;
        const others = overlaps.map(({ other }) => `${other.name} (kept ${daysText(other.local.deleteAfterDays)})`);
        return {
          at: inPlan(plan.name, "rules", one.rule.name, "schedule"),
          got: `got ${one.rule.schedule}`,
          why: `${one.rule.name} (kept ${daysText(one.rule.local.deleteAfterDays)}) never runs, because each of its start windows overlaps one of ${listOf(others)} and AWS keeps the longer retention`,
          use: `${overlapAdvice(loss)}, or remove it`,
        };
      }),
});

const listOf = (names: readonly string[]) =>
  names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
