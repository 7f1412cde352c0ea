import { parseCron } from "../../aws/cron.ts";
import { quote } from "../../aws/cron-field.ts";
import { describeDay } from "../../aws/describe-day.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { type Said, said } from "../../aws/policy/setting.ts";
import { scheduleFaults } from "../../aws/schedule-faults.ts";
import { firstYear } from "../../proof/first-year.ts";
import { policyError, policyWarning } from "../policy-findings.ts";

/** Schedules start, go on, and do so at night too. */
export const judgeSchedules = (plan: PlanView): readonly PolicyFinding[] => plan.rules.flatMap(judge);

function judge(rule: RuleView): readonly PolicyFinding[] {
  const schedule = said(rule.schedule);
  if (!schedule) return [];
  const faults = scheduleFaults(schedule.value, firstYear);
  if (faults.length > 0) return faults.map(({ rule, message }) => policyError(rule, schedule.at, message));
  return judgePause(schedule);
}

/** A step that starts anew at midnight although nobody would want it to. */
function judgePause({ value, at }: Said<string>): readonly PolicyFinding[] {
  const read = parseCron(value);
  const hours = /^cron\( *\S+ +(\S+)/.exec(value)?.[1] ?? "";
  const [, step] = /^[\d*]+\/(\d+)$/.exec(hours) ?? [];
  const day = read.ok ? describeDay(read.schedule) : undefined;
  if (step === undefined || day === undefined || !read.ok) return [];
  const by = Number(step);
  const [first = 0] = read.schedule.hours;
  const use =
    by === 1
      ? "* for every hour"
      : 24 % by === 0
        ? `${first % by}/${by} to go round the clock`
        : "a step that divides 24, such as 0/4, 0/6 or 0/8";
  const message = `got hour ${quote(hours)}, which ${day}; use ${use}, or a list of hours if that is meant`;
  return [policyWarning("schedule-pause", at, message)];
}
