import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import { nextStart } from "../aws/next-start.ts";
import { scheduleGaps } from "../aws/schedule-gaps.ts";
import { error, type Finding, inPlan, type Place } from "../finding.ts";
import type { Estate } from "../model.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
const finestMinutes = 60;
// a check knows no clock: a schedule is judged from the year this was written
const fromYear = 2026;

/** AWS refuses an expression that it cannot read, and says nothing of one that never starts, or stops. */
export function schedulesStart(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
    plan.rules.flatMap((rule) => judge(rule.schedule, inPlan(plan.name, "rules", rule.name, "schedule"))),
  );
}

function judge(text: string, at: Place): readonly Finding[] {
  const read = parseCron(text);
  if (!read.ok) return [error("schedule-unreadable", at, read.problem)];

  const begin = Date.UTC(fromYear, 0) / 60_000;
  if (nextStart(read.schedule, begin - 1) === undefined) {
    return [
      error(
        "schedule-never",
        at,
        `got ${text}, which never starts from ${fromYear} on; use a day and a year that come`,
      ),
    ];
  }
  const gaps = scheduleGaps(read.schedule, fromYear);
  const findings: Finding[] = [];
  if (gaps.kind === "once" || gaps.kind === "ending") {
    const last = describeStart(gaps.kind === "once" ? gaps.firstMinute : gaps.lastMinute);
    const message = `got ${text}, which starts for the last time at ${last}; use * for the year, so that backups go on`;
    findings.push(error("schedule-ends", at, message));
  }
  if ((gaps.kind === "endless" || gaps.kind === "ending") && gaps.finest.gapMinutes < finestMinutes) {
    const [from, to] = [gaps.finest.fromMinute, gaps.finest.toMinute].map(describeStart);
    const message = `got ${text}, which starts at ${from} and again at ${to}; AWS Backup starts no more often than hourly: use cron(0 * ? * * *) or less often`;
    findings.push(error("schedule-too-often", at, message));
  }
  return findings;
}
