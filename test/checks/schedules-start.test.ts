import { expect, test } from "vitest";
import { configWith, edit, problemsOf } from "../support/config.ts";

const nightly = (schedule: string) =>
  problemsOf(configWith({ "plans/bronze.yaml": edit("cron(0 3 ? * * *)", schedule) })).map((line) =>
    line.replace(/^config\/plans\/bronze\.yaml:7:15 rules\.nightly\.schedule: /, ""),
  );

test.each(["cron(0 * ? * * *)", "cron(0 5/1 ? * * *)", "cron(30 23 L * ? *)", "cron(0 5 29 2 ? *)"])(
  "%s starts, for good, and hourly at most",
  (schedule) => {
    expect(nightly(schedule)).toEqual([]);
  },
);

test.each([
  ["every day", 'got "every day"; use cron(minute hour day-of-month month day-of-week year), as in cron(0 5 ? * * *)'],
  [
    "rate(1 day)",
    'got "rate(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
  ],
  ["cron(0 5 30 2 ? *)", "got cron(0 5 30 2 ? *), which never starts from 2026 on; use a day and a year that come"],
  ["cron(0 5 1 1 ? 2025)", "got cron(0 5 1 1 ? 2025), which never starts from 2026 on; use a day and a year that come"],
  [
    "cron(0 5 1 * ? 2027)",
    "got cron(0 5 1 * ? 2027), which starts for the last time at 2027-12-01 05:00; use * for the year, so that backups go on",
  ],
  [
    "cron(0 5 1 1 ? 2027)",
    "got cron(0 5 1 1 ? 2027), which starts for the last time at 2027-01-01 05:00; use * for the year, so that backups go on",
  ],
  [
    "cron(0/59 * ? * * *)",
    "got cron(0/59 * ? * * *), which starts at 2026-01-01 00:59 and again at 2026-01-01 01:00; AWS Backup starts no more often than hourly: use cron(0 * ? * * *) or less often",
  ],
])("%s does not", (schedule, message) => {
  expect(nightly(schedule)).toEqual([message]);
});
