import { leastRetentionDays, mostRetentionDays } from "../aws/lifecycle.ts";
import { assertion } from "../diagnostics/rule.ts";
import { faultyLifecycles } from "../estate/faulty-lifecycles.ts";

export const retentionRange = assertion({
  id: "retention-range",
  severity: "error",
  what: "a retention outside 1 to 36,500 days",
  why: "AWS refuses the lifecycle.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  check: (estate) =>
    faultyLifecycles(estate, "retention-range").map(({ fault, at }) => ({
      at,
      got: `got ${fault.deleteAfterDays}d`,
      why: `AWS keeps recovery points ${leastRetentionDays} to ${mostRetentionDays} days`,
      use: `use ${leastRetentionDays}d to ${mostRetentionDays}d`,
    })),
});
