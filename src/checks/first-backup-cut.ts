import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { longFirstBackups } from "../estate/long-first-backups.ts";
import type { Plan } from "../model.ts";
import { kindsText } from "../proof/kinds-text.ts";
import { promisedLosses } from "../proof/promised-losses.ts";
import { minutesText } from "../words/units-text.ts";

export const firstBackupCut = estateRule({
  id: "first-backup-cut",
  severity: "warning",
  what: "windows that may be too short for the first backup of a large bucket or file system",
  why: "The first backup is full and may take days; AWS cancels it when the window ends, night after night, and until it is complete there is no recovery point at all. No schedule and no RPO shows that.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html",
  example: {
    bad: { "plans/bronze.yaml": "firstBackups: null" },
    good: { "plans/bronze.yaml": "firstBackups: null\nselect: { types: [EBS, RDS] }" },
  },
  check: (estate) =>
    promisedLosses(estate).flatMap(({ plan, kinds }) =>
      plan.firstBackups === "" ? judge(plan, longFirstBackups(plan, kinds)) : [],
    ),
});

/** Once a plan, at the rule that gives most time. */
function judge(plan: Plan, long: ReturnType<typeof longFirstBackups>): readonly Complaint[] {
  const [rule] = [...plan.rules].sort((a, b) => b.completeWithinMinutes - a.completeWithinMinutes);
  if (!rule || long.length === 0) return [];
  const hours = Math.max(...long.map(({ first }) => first.longestHours ?? 0));
  const anew = long.filter(({ first }) => !first.goesOn).map(({ kind }) => kind);
  const upTo = hours === 0 ? "" : `, up to ${minutesText(hours * 60)} by AWS's own figures`;
  const again = anew.length === 0 ? "the next one goes on from there" : `that of ${kindsText(anew)} then starts anew`;
  return [
    {
      at: inPlan(plan.name, "rules", rule.name, "completeWithin"),
      got: `got ${minutesText(rule.completeWithinMinutes)}`,
      why: `the first, full backup of ${kindsText(long.map(({ kind }) => kind))} may take longer where there is much in it${upTo}; AWS cancels it, ${again}, and there is no recovery point until one is complete`,
      use: "make the first ones on demand (docs/runbooks/first-backup.md) and write firstBackups: <how that is done>",
    },
  ];
}
