import { parseCron } from "../../aws/cron.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { RuleView } from "../../aws/policy/policy-view.ts";
import { type Said, said, valueIn } from "../../aws/policy/setting.ts";
import { scheduleGaps } from "../../aws/schedule-gaps.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { firstYear } from "../../proof/first-year.ts";
import { minutesText } from "../../words/units-text.ts";
import { inRule } from "../examples/in-rule.ts";
import { mostStartMinutes } from "../plan/most-start-minutes.ts";
import { planRule } from "../policy-rule.ts";

export const policyWindowSeconds = planRule({
  id: "policy-window-seconds",
  severity: "warning",
  what: "a window that was most likely meant in seconds",
  why: "AWS reads minutes: a job that hangs is not given up for weeks, and holds up the ones after it.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ complete_backup_window_minutes: { "@@assign": "28800" } }),
    good: inRule({ complete_backup_window_minutes: { "@@assign": "480" } }),
  },
  check: ({ rules }) =>
    rules.flatMap((rule) =>
      [said(rule.startWithinMinutes), said(rule.completeWithinMinutes)].flatMap((window) =>
        window ? judgeUnit(window, rule) : [],
      ),
    ),
});

/** Whole hours in seconds, such as 28800, that would be far wider in minutes than backups are apart. */
function judgeUnit({ value, at }: Said<number>, { schedule }: RuleView): readonly Complaint<Origin>[] {
  const written = valueIn(schedule);
  const gap = written === null ? undefined : widestGapMinutes(written);
  if (gap === undefined || value === 0 || value % 3600 !== 0 || value < 2 * gap || value >= mostStartMinutes) return [];
  return [
    {
      at,
      got: `got ${value} minutes, which are ${minutesText(value)}, with backups at most ${minutesText(gap)} apart`,
      use: `use ${value / 60} if ${minutesText(value / 60)} are meant`,
    },
  ];
}

function widestGapMinutes(schedule: string): number | undefined {
  const read = parseCron(schedule);
  if (!read.ok) return undefined;
  const gaps = scheduleGaps(read.schedule, firstYear);
  return "widest" in gaps ? gaps.widest.gapMinutes : undefined;
}
