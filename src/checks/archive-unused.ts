import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { coldRules, reachesArchive } from "../estate/cold-rules.ts";

export const archiveUnused = estateRule({
  id: "archive-unused",
  severity: "warning",
  what: "archiveEbs where nothing can be archived",
  why: "Somebody believes that snapshots are archived, and none is.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { keep: { centralColdAfter: null, archiveEbs: true } } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { keep: { centralColdAfter: null, archiveEbs: null } } }" },
  },
  check: (estate) =>
    coldRules(estate).flatMap((each) => {
      const { plan, rule, cold } = each;
      if (!rule.local.archiveEbs) return [];
      const at = inPlan(plan.name, "rules", rule.name, "keep", "archiveEbs");
      if (!reachesArchive(each)) return [{ at, got: "got true, but the plan reaches no EBS", use: "remove it" }];
      if (cold.length > 0) return [];
      return [
        {
          at,
          got: "got true, but nothing of the rule turns cold",
          use: "use localColdAfter, centralColdAfter or furtherColdAfter, or remove it",
        },
      ];
    }),
});
