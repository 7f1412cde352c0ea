import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import { scheduleGaps } from "../aws/schedule-gaps.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { coldRules, reachesArchive } from "../estate/cold-rules.ts";
import { minutesText } from "../words/units-text.ts";

// AWS means EBS archive for monthly backups; the shortest month has 28 days
const archiveMinutes = 28 * 24 * 60;
// a check knows no clock: a schedule is judged from the year this was written
const fromYear = 2026;

export const archiveTooOften = estateRule({
  id: "archive-too-often",
  severity: "warning",
  what: "EBS archive for backups less than a month apart",
  why: "Each archived snapshot is a full one; AWS means the archive for monthly backups or rarer ones.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 ? * SUN *) } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { schedule: cron(30 11 1 * ? *) } }" },
  },
  check: (estate) =>
    coldRules(estate).flatMap((each) => {
      const { plan, rule, cold } = each;
      if (!rule.local.archiveEbs || !reachesArchive(each) || cold.length === 0) return [];
      const read = parseCron(rule.schedule);
      if (!read.ok) return [];
      const gaps = scheduleGaps(read.schedule, fromYear);
      if (!("finest" in gaps) || gaps.finest.gapMinutes >= archiveMinutes) return [];
      const { fromMinute, toMinute, gapMinutes } = gaps.finest;
      return [
        {
          at: inPlan(plan.name, "rules", rule.name, "keep", "archiveEbs"),
          got: `got true with ${rule.schedule}, which starts at ${describeStart(fromMinute)} and again at ${describeStart(toMinute)}, ${minutesText(gapMinutes)} later`,
          why: "each archived EBS snapshot is a full one",
          use: "use a rule that starts monthly or less often, or leave out archiveEbs",
        },
      ];
    }),
});
