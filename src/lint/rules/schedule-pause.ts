import { parseCron } from "../../aws/cron.ts";
import { quote } from "../../aws/cron-field.ts";
import { describeDay } from "../../aws/describe-day.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { type Said, said } from "../../aws/policy/setting.ts";
import { scheduleFaults } from "../../aws/schedule-faults.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { firstYear } from "../../proof/first-year.ts";
import { inRule } from "../examples/in-rule.ts";
import { planRule } from "../policy-rule.ts";

export const schedulePause = planRule({
  id: "schedule-pause",
  severity: "warning",
  what: "an hourly step that does not go round the clock",
  why: "A step starts anew each midnight: 5/1 means 05:00 to 23:00, and no backup starts at night.",
  source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
  example: {
    bad: inRule({ schedule_expression: { "@@assign": "cron(0 5/1 ? * * *)" } }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 0/1 ? * * *)" } }),
  },
  check: ({ rules }) =>
    rules.flatMap((rule) => {
      const schedule = said(rule.schedule);
      return schedule && scheduleFaults(schedule.value, firstYear).length === 0 ? judge(schedule) : [];
    }),
});

/** A step that starts anew at midnight although nobody would want it to. */
function judge({ value, at }: Said<string>): readonly Complaint<Origin>[] {
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
  return [
    { at, got: `got hour ${quote(hours)}, which ${day}`, use: `use ${use}, or a list of hours if that is meant` },
  ];
}
