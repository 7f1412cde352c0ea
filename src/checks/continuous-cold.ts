import { estateRule } from "../diagnostics/rule.ts";
import { faultyLifecycles } from "../estate/faulty-lifecycles.ts";
import { daysText } from "../words/units-text.ts";

export const continuousCold = estateRule({
  id: "continuous-cold",
  severity: "error",
  what: "a continuous backup that moves to cold storage",
  why: "AWS refuses it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { four-hourly: { continuous: true, keep: { localColdAfter: 8d } } }" },
    good: { "plans/gold.yaml": "rules: { four-hourly: { continuous: true, keep: { local: 14d } } }" },
  },
  check: (estate) =>
    faultyLifecycles(estate, "continuous-cold").map(({ fault, coldAt }) => ({
      at: coldAt,
      got: `got ${daysText(fault.coldAfterDays)} in a continuous rule`,
      why: "AWS never moves continuous backups to cold storage",
      use: "remove it",
    })),
});
