import { expect, test } from "vitest";
import { scheduleEnds } from "../../src/checks/schedule-ends.ts";
import { scheduleNever } from "../../src/checks/schedule-never.ts";
import { scheduleTooOften } from "../../src/checks/schedule-too-often.ts";
import { scheduleUnreadable } from "../../src/checks/schedule-unreadable.ts";
import { estateWith, lines, planOf, type ShortRule } from "../proof/support/plans.ts";
import { configWith, edit, problemsOf } from "../support/config.ts";
import { saidBy } from "../support/said.ts";

const schedulesStart = saidBy(scheduleUnreadable, scheduleNever, scheduleEnds, scheduleTooOften);

const found = (...rules: readonly ShortRule[]) => lines(schedulesStart(estateWith(planOf(rules))));
const nightly = (schedule: string) => found({ name: "nightly", cron: schedule, completeHours: 1 });

test.each(["0 * ? * * *", "0 5,6 ? * * *", "0 5/1 ? * * *", "30 23 L * ? *", "0 5 29 2 ? *"])(
  "cron(%s) starts, for good, and hourly at most",
  (schedule) => {
    expect(nightly(schedule)).toEqual([]);
  },
);

test.each([
  [
    "schedule-never",
    "0 5 30 2 ? *",
    "got cron(0 5 30 2 ? *), which never starts from 2026 on; use a day and a year that come",
  ],
  [
    "schedule-never",
    "0 5 1 1 ? 2025",
    "got cron(0 5 1 1 ? 2025), which never starts from 2026 on; use a day and a year that come",
  ],
  [
    "schedule-ends",
    "0 5 1 * ? 2027",
    "got cron(0 5 1 * ? 2027), which starts for the last time at 2027-12-01 05:00; use * for the year, so that backups go on",
  ],
  [
    "schedule-ends",
    "0 5 1 1 ? 2027",
    "got cron(0 5 1 1 ? 2027), which starts for the last time at 2027-01-01 05:00; use * for the year, so that backups go on",
  ],
  [
    "schedule-too-often",
    "0/59 * ? * * *",
    "got cron(0/59 * ? * * *), which starts at 2026-01-01 00:59 and again at 2026-01-01 01:00; AWS Backup starts no more often than hourly; use cron(0 * ? * * *) or less often",
  ],
  [
    "schedule-too-often",
    "0,59 5 ? * * *",
    "got cron(0,59 5 ? * * *), which starts at 2026-01-01 05:00 and again at 2026-01-01 05:59; AWS Backup starts no more often than hourly; use cron(0 * ? * * *) or less often",
  ],
])("%s: cron(%s)", (rule, schedule, message) => {
  expect(nightly(schedule)).toEqual([`${rule} rules.nightly.schedule: ${message}`]);
});

test.each([
  ["every day", 'got "every day"; use cron(minute hour day-of-month month day-of-week year), as in cron(0 5 ? * * *)'],
  [
    "rate(1 day)",
    'got "rate(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
  ],
])("points at %s in its file", (schedule, message) => {
  const folder = configWith({ "plans/bronze.yaml": edit("cron(0 3 ? * * *)", schedule) });

  expect(problemsOf(folder)).toEqual([`config/plans/bronze.yaml:7:15 rules.nightly.schedule: ${message}`]);
});
