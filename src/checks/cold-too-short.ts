import { leastColdDays } from "../aws/lifecycle.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { faultyLifecycles } from "../estate/faulty-lifecycles.ts";
import { daysText } from "../words/units-text.ts";

export const coldTooShort = estateRule({
  id: "cold-too-short",
  severity: "error",
  what: "less than 90 days in cold storage",
  why: "AWS refuses the lifecycle: what is cold stays 90 days at least.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { keep: { central: 100d, centralColdAfter: 30d } } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { keep: { central: 120d, centralColdAfter: 30d } } }" },
  },
  check: (estate) =>
    faultyLifecycles(estate, "cold-too-short").map(({ fault, at }) => ({
      at,
      got: `got ${daysText(fault.deleteAfterDays)} with cold storage after ${daysText(fault.coldAfterDays)}`,
      why: `what is cold stays ${leastColdDays} days at least`,
      use: `use ${daysText(fault.coldAfterDays + leastColdDays)} or more, or leave out cold storage`,
    })),
});
