import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { canSpread } from "../estate/plan-spread.ts";
import { spreadDelays, spreadStepMinutes } from "../estate/start-delay.ts";
import { planStarts } from "../proof/plan-starts.ts";
import { minutesText } from "../words/units-text.ts";

export const spreadPastMidnight = estateRule({
  id: "spread-past-midnight",
  severity: "error",
  what: "a plan whose starts, spread, would fall on the day after one on which it runs",
  why: "Cron says days and times of a day apart: a start of the first of a month that is put off past midnight cannot be written.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: {
    at: "plans/silver.yaml",
    bad: { "plans/silver.yaml": "spread: 12h\nrules: { monthly: { schedule: cron(30 13 1 * ? *) } }" },
    good: { "plans/silver.yaml": "spread: 10h\nrules: { monthly: { schedule: cron(30 13 1 * ? *) } }" },
  },
  check: (estate) =>
    estate.plans.flatMap((plan) => {
      const { name, rules, spreadMinutes } = plan;
      // what is wrong with a schedule itself is an error of its own
      if (spreadMinutes === 0 || !planStarts(plan) || canSpread(plan, spreadMinutes)) return [];
      const rule = rules.find((each) => !canSpread({ ...plan, rules: [each] }, spreadMinutes));
      const most = spreadDelays(plan).findLast((delay) => canSpread(plan, delay + spreadStepMinutes)) ?? 0;
      const shorter = most + spreadStepMinutes;
      return [
        {
          at: inPlan(name, "spread"),
          got: `got ${minutesText(spreadMinutes)}, after which ${rule?.name} (${rule?.schedule}) would start on another day than it says`,
          use: `use ${shorter >= 60 ? `${minutesText(shorter)}, or ` : ""}a schedule that starts earlier in the day`,
        },
      ];
    }),
});
