import { expect, test } from "vitest";
import { scheduleFaults } from "../../src/aws/schedule-faults.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";

const faults = (text: string) => scheduleFaults(text, 2026);

test("what cannot be read is told as it was got, and what to write", () => {
  expect(faults("cron(0 5 MON * ? *)")).toEqual([
    {
      rule: "schedule-unreadable",
      got: 'got "MON" in the day-of-month field',
      why: "",
      use: "use 1 to 31, a list 1,15, a range 1-7, a step 1/5, L, 15W, * or ?",
    },
  ]);
  expect(faults("cron(0; 5 ? * * *)").map(({ got, use }) => [got, use])).toEqual([
    ['got "0;" in the minute field', "use 0 to 59, a list 0,30, a range 0-10, a step 0/15 or *"],
  ]);
});

test("a schedule that never starts says from which year it was looked for", () => {
  const never = "got cron(0 5 30 2 ? *), which never starts from 2026 on; use a day and a year that come";

  expect(faults("cron(0 5 30 2 ? *)").map((fault) => [fault.rule, sentence(fault)])).toEqual([
    ["schedule-never", never],
  ]);
  expect(faults("cron(0 5 ? * * 2025)").map(({ rule }) => rule)).toEqual(["schedule-never"]);
  expect(faults("cron(0 5 ? * * *)")).toEqual([]);
});

test("a schedule that ends says when it starts for the last time, be it the only one", () => {
  const last = (text: string) => faults(text).map((fault) => `${fault.rule}: ${sentence(fault)}`);

  expect(last("cron(0 5 1 1 ? 2027)")).toEqual([
    "schedule-ends: got cron(0 5 1 1 ? 2027), which starts for the last time at 2027-01-01 05:00; use * for the year, so that backups go on",
  ]);
  expect(last("cron(0 5 ? * * 2027)")).toEqual([
    "schedule-ends: got cron(0 5 ? * * 2027), which starts for the last time at 2027-12-31 05:00; use * for the year, so that backups go on",
  ]);
});

test("a schedule starts hourly at most, an ending one too", () => {
  expect(faults("cron(0 * ? * * *)")).toEqual([]);
  expect(faults("cron(0,59 * ? * * *)")).toEqual([
    {
      rule: "schedule-too-often",
      got: "got cron(0,59 * ? * * *), which starts at 2026-01-01 00:59 and again at 2026-01-01 01:00",
      why: "AWS Backup starts no more often than hourly",
      use: "use cron(0 * ? * * *) or less often",
    },
  ]);
  expect(faults("cron(0/30 5 ? * * 2027)").map(({ rule }) => rule)).toEqual(["schedule-ends", "schedule-too-often"]);
});
