import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { kindsOf, reachesOf } from "../estate/reach.ts";

/** The rule reaches nothing that has continuous backup; that a part of what it reaches gets snapshots is ordinary. */
export const continuousIgnored = estateRule({
  id: "continuous-ignored",
  severity: "warning",
  what: "a continuous rule that reaches nothing with continuous backup",
  why: "AWS takes snapshots instead, and nothing can be restored to a point in time.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  example: {
    bad: { "plans/gold.yaml": "select: { types: [EBS, EFS] }" },
    good: { "plans/gold.yaml": "select: { types: [EBS, RDS] }" },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return estate.plans.flatMap((plan) => {
      const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
      if (kinds.length === 0 || kinds.some(({ continuousRpoMinutes }) => continuousRpoMinutes !== null)) return [];
      const types = [...new Set(kinds.map(({ type }) => type))].join(", ");
      return plan.rules
        .filter(({ continuous }) => continuous)
        .map(({ name }) => ({
          at: inPlan(plan.name, "rules", name, "continuous"),
          got: `got true for ${types}, none of which has continuous backup, so that they get snapshots`,
          use: "remove it, or select types that have it",
        }));
    });
  },
});
