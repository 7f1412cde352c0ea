import { planFile } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { holdAdvice, holdClauses, holdPlace } from "../proof/hold-words.ts";
import { jobsInTheWay } from "../proof/jobs-in-the-way.ts";

export const plansInTheWay = estateRule({
  id: "plans-in-the-way",
  severity: "warning",
  what: "a backup or copy of one plan that may be in the way of another plan's, where a resource has tags for both",
  why: "AWS makes one backup or copy of a resource at a time, whichever plan asks for it; what each plan proves is proven for it alone.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  example: {
    bad: {
      "plans/silver.yaml":
        "promise: { rpo: 4d, isolatedRpo: 5d }\nselect: { tag: { backup-tier: silver, backup-plan: null } }\nrules: { monthly: { completeWithin: 14h } }",
    },
    good: { "plans/silver.yaml": "promise: { rpo: 4d, isolatedRpo: 5d }\nrules: { monthly: { completeWithin: 14h } }" },
  },
  check: (estate) =>
    jobsInTheWay(estate).betweenPlans.map((hold) => {
      const { got, why } = holdClauses(hold, `${hold.next.name} of plan ${hold.nextPlan.name}`);
      return {
        at: holdPlace(hold),
        got,
        why: `${why}, where ${planFile(hold.nextPlan.name)} selects the resource too`,
        use: `use selections that do not meet, or ${holdAdvice(hold)}`,
      };
    }),
});
