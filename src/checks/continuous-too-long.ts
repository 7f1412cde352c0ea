import { leastRetentionDays, mostContinuousDays } from "../aws/lifecycle.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { faultyLifecycles } from "../estate/faulty-lifecycles.ts";
import { daysText } from "../words/units-text.ts";

export const continuousTooLong = estateRule({
  id: "continuous-too-long",
  severity: "error",
  what: "a continuous backup kept longer than 35 days",
  why: "AWS refuses it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { four-hourly: { continuous: true, keep: { local: 36d, central: 40d } } }" },
    good: {
      "plans/gold.yaml":
        "rules: { four-hourly: { continuous: true, keep: { local: 30d, central: 40d, further: 30d } } }",
    },
  },
  check: (estate) =>
    faultyLifecycles(estate, "continuous-too-long").map(({ fault, at }) => ({
      at,
      got: `got ${fault.deleteAfterDays === null ? "no end" : daysText(fault.deleteAfterDays)} in a continuous rule`,
      why: `AWS keeps continuous backups ${mostContinuousDays} days at most`,
      use: `use ${leastRetentionDays}d to ${mostContinuousDays}d`,
    })),
});
