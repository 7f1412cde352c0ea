import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { coldRules, reachesArchive } from "../estate/cold-rules.ts";
import { daysText } from "../words/units-text.ts";

export const archiveNotOptedIn = estateRule({
  id: "archive-not-opted-in",
  severity: "warning",
  what: "cold storage for EBS without archiveEbs",
  why: "EBS ignores cold storage unless its archive is asked for.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "select: { types: [EBS] }\nrules: { monthly: { keep: { archiveEbs: false } } }" },
    good: { "plans/silver.yaml": "select: { types: [EBS] }\nrules: { monthly: { keep: { archiveEbs: true } } }" },
  },
  check: (estate) =>
    coldRules(estate).flatMap((each) => {
      const { plan, rule, kinds, cold } = each;
      const [first] = cold;
      const isMeant = plan.selection.types.includes("EBS") || kinds.every(({ coldStorage }) => coldStorage !== "yes");
      if (rule.local.archiveEbs || !first || !reachesArchive(each) || !isMeant) return [];
      return [
        {
          at: inPlan(plan.name, "rules", rule.name, "keep", first.coldKey),
          got: `got cold storage after ${daysText(first.lifecycle.coldAfterDays ?? 0)} without archiveEbs`,
          why: "EBS snapshots stay warm until they expire",
          use: "use archiveEbs: true, or leave out cold storage",
        },
      ];
    }),
});
