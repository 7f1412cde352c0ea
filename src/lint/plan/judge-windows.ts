import { parseCron } from "../../aws/cron.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { type Said, said, valueIn } from "../../aws/policy/setting.ts";
import { scheduleGaps } from "../../aws/schedule-gaps.ts";
import { firstYear } from "../../proof/first-year.ts";
import { minutesText } from "../../words/units-text.ts";
import { policyError, policyWarning } from "../policy-findings.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html: 100 years
const mostStartMinutes = 52_560_000;
// docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
const leastStartMinutes = 60;

/** The time a job has to start and to complete, in minutes. */
export const judgeWindows = (plan: PlanView): readonly PolicyFinding[] => plan.rules.flatMap(judge);

function judge(rule: RuleView): readonly PolicyFinding[] {
  const [start, complete] = [said(rule.startWithinMinutes), said(rule.completeWithinMinutes)];
  const findings = [
    ...(start ? judgeStart(start) : []),
    ...(complete ? judgeCompletion(complete) : []),
    ...[start, complete].flatMap((window) => (window ? judgeUnit(window, rule) : [])),
  ];
  // a window that is wrong by itself says nothing about the other one
  if (findings.length > 0 || !start || !complete) return findings;
  const least = start.value + 60;
  if (complete.value >= least) return [];
  const message = `got ${complete.value} with a start window of ${start.value}; use ${least} or more, so that a job that starts last has an hour`;
  return [policyWarning("policy-window-completion", complete.at, message)];
}

function judgeStart({ value, at }: Said<number>): readonly PolicyFinding[] {
  if (value >= leastStartMinutes && value <= mostStartMinutes) return [];
  const message = `got a start window of ${value} minutes; use ${leastStartMinutes} to ${mostStartMinutes}`;
  return [policyError("policy-window", at, message)];
}

function judgeCompletion({ value, at }: Said<number>): readonly PolicyFinding[] {
  if (value > 0) return [];
  return [policyError("policy-window", at, `got a completion window of ${value} minutes; use 1 or more`)];
}

/** Whole hours in seconds, such as 28800, that would be far wider in minutes than backups are apart. */
function judgeUnit({ value, at }: Said<number>, { schedule }: RuleView): readonly PolicyFinding[] {
  const written = valueIn(schedule);
  const gap = written === null ? undefined : widestGapMinutes(written);
  if (gap === undefined || value === 0 || value % 3600 !== 0 || value < 2 * gap || value >= mostStartMinutes) return [];
  const message = `got ${value} minutes, which are ${minutesText(value)}, with backups at most ${minutesText(gap)} apart; use ${value / 60} if ${minutesText(value / 60)} are meant`;
  return [policyWarning("policy-window-seconds", at, message)];
}

function widestGapMinutes(schedule: string): number | undefined {
  const read = parseCron(schedule);
  if (!read.ok) return undefined;
  const gaps = scheduleGaps(read.schedule, firstYear);
  return "widest" in gaps ? gaps.widest.gapMinutes : undefined;
}
