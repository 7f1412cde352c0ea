import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { coldRules } from "../estate/cold-rules.ts";
import { daysText } from "../words/units-text.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, cold storage
const leastWarmDays = 8;
// docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
const leastWarmDaysOfCopies = 3;

export const warmTooShort = estateRule({
  id: "warm-too-short",
  severity: "warning",
  what: "incremental backups that turn cold before the next one can build on them",
  why: "AWS takes, or copies, another full backup.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { keep: { centralColdAfter: 2d } } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { keep: { centralColdAfter: 3d } } }" },
  },
  check: (estate) =>
    coldRules(estate).flatMap(({ plan, rule, kinds, cold }) =>
      cold.flatMap(({ coldKey, isLocal, lifecycle: { coldAfterDays, archiveEbs } }) => {
        const least = isLocal ? leastWarmDays : leastWarmDaysOfCopies;
        if (coldAfterDays === null || coldAfterDays >= least) return [];
        const incremental = kinds.filter(
          ({ isIncremental, coldStorage }) =>
            isIncremental && (coldStorage === "yes" || (coldStorage === "archive" && archiveEbs)),
        );
        if (incremental.length === 0) return [];
        return [
          {
            at: inPlan(plan.name, "rules", rule.name, "keep", coldKey),
            got: `got cold storage after ${daysText(coldAfterDays)} for ${incremental.map(({ name }) => name).join(", ")}`,
            why: isLocal
              ? "incremental backups need a warm full one, and AWS takes an extra full backup when that turns cold too soon"
              : "incremental copies build on a warm one, and AWS makes a full copy when that is cold before the next comes",
            use: `use ${least}d or more`,
          },
        ];
      }),
    ),
});
