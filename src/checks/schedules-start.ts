import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import { scheduleFaults } from "../aws/schedule-faults.ts";
import { scheduleGaps } from "../aws/schedule-gaps.ts";
import { error, type Finding, inPlan, type Place, warning } from "../finding.ts";
import type { Estate, Rule } from "../model.ts";
import { firstYear } from "../proof/first-year.ts";
import { minutesText } from "../words/units-text.ts";

/** AWS refuses an expression that it cannot read, and says nothing of one that never starts, or stops. */
export function schedulesStart(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
    plan.rules.flatMap((rule) => judge(rule, inPlan(plan.name, "rules", rule.name))),
  );
}

function judge({ schedule, completeWithinMinutes }: Rule, rule: Place): readonly Finding[] {
  const at = (key: string) => ({ ...rule, path: [...rule.path, key] });
  const faults = scheduleFaults(schedule, firstYear);
  if (faults.length > 0) return faults.map((fault) => error(fault.rule, at("schedule"), fault.message));

  const read = parseCron(schedule);
  const gaps = read.ok ? scheduleGaps(read.schedule, firstYear) : null;
  if (gaps?.kind !== "endless" || completeWithinMinutes <= gaps.finest.gapMinutes) return [];
  const [from, to] = [gaps.finest.fromMinute, gaps.finest.toMinute].map(describeStart);
  const gap = minutesText(gaps.finest.gapMinutes);
  const message = `got ${minutesText(completeWithinMinutes)}, with starts ${gap} apart at ${from} and ${to}; AWS makes one backup of a resource at a time, so that a slow one may outlast the start window of the next, which the proven RPO counts on: use ${gap} or less, or start less often`;
  return [warning("backup-outlasts-gap", at("completeWithin"), message)];
}
