import { expect, test } from "vitest";
import { overlapUndecided } from "../../src/checks/overlap-undecided.ts";
import { ruleNeverRuns } from "../../src/checks/rule-never-runs.ts";
import { ruleSkipped } from "../../src/checks/rule-skipped.ts";
import { estateWith, lines, planOf, type ShortRule } from "../proof/support/plans.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { saidBy } from "../support/said.ts";

const windowsApart = saidBy(ruleNeverRuns, ruleSkipped, overlapUndecided);

const found = (...rules: readonly ShortRule[]) => lines(windowsApart(estateWith(planOf(rules))));

const nightly: ShortRule = { name: "nightly", cron: "0 3 ? * * *" };
// there an hour later than a nightly backup, so that they do not simply stand in for it
const weekly: ShortRule = { name: "weekly", cron: "0 3 ? * SUN *", localDays: 35, completeHours: 5 };
const monthly: ShortRule = { name: "monthly", cron: "0 3 1 * ? *", localDays: 70, completeHours: 5 };

type Case = readonly [what: string, rules: readonly ShortRule[], findings: readonly string[]];

const cases: readonly Case[] = [
  ["windows that meet", [nightly, { ...monthly, cron: "0 4 1 * ? *" }], []],
  [
    "windows that share a minute",
    [nightly, { ...monthly, cron: "59 3 1 * ? *" }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-01 03:00 (monthly 2026-01-01 03:59); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later",
    ],
  ],
  ["a window that ends where the other begins", [nightly, { ...monthly, cron: "0 2 1 * ? *" }], []],
  [
    "a window that reaches into the other by a minute",
    [nightly, { ...monthly, cron: "1 2 1 * ? *" }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-01 03:00 (monthly 2026-01-01 02:01); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later",
    ],
  ],
  [
    "a window that reaches over midnight into the first of the month",
    [
      { ...nightly, cron: "30 23 ? * * *" },
      { ...monthly, cron: "0 0 1 * ? *" },
    ],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(30 23 ? * * *), whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-31 23:30 (monthly 2026-02-01 00:00); AWS keeps only the backup of monthly, whose retention is longer; start nightly at 01:00 or later",
    ],
  ],
  [
    "a night a week",
    [nightly, weekly],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of weekly at 1 of 7 starts a week, first 2026-01-04 03:00 (weekly 2026-01-04 03:00); AWS keeps only the backup of weekly, whose retention is longer; start weekly at 04:00 or later",
    ],
  ],
  [
    "a start a day",
    [
      { ...nightly, name: "four-hourly", cron: "0 0/4 ? * * *" },
      { ...nightly, cron: "30 4 ? * * *", localDays: 35 },
    ],
    [
      "warning rule-skipped rules.four-hourly.schedule: got cron(0 0/4 ? * * *), whose start window overlaps one of nightly at 1 of 6 starts a day, first 2026-01-01 04:00 (nightly 2026-01-01 04:30); AWS keeps only the backup of nightly, whose retention is longer; start nightly at 05:00 to 07:00",
    ],
  ],
  ["room for exactly one window", [{ ...nightly, name: "two-hourly", cron: "0 0/2 ? * * *" }, monthly], []],
  [
    "room for exactly one window, missed",
    [
      { ...nightly, name: "two-hourly", cron: "0 0/2 ? * * *" },
      { ...monthly, cron: "30 3 1 * ? *" },
    ],
    [
      "warning rule-skipped rules.two-hourly.schedule: got cron(0 0/2 ? * * *), whose start window overlaps one of monthly at 12 of 4383 starts a year, first 2026-01-01 04:00 (monthly 2026-01-01 03:30); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 05:00",
    ],
  ],
  [
    "no room at all",
    [{ ...nightly, name: "hourly", cron: "0 * ? * * *" }, monthly],
    [
      "warning rule-skipped rules.hourly.schedule: got cron(0 * ? * * *), whose start window overlaps one of monthly at 12 of 8766 starts a year, first 2026-01-01 03:00 (monthly 2026-01-01 03:00); AWS keeps only the backup of monthly, whose retention is longer; use start times further apart or a shorter startWithin",
    ],
  ],
  [
    "once in several years",
    [nightly, { ...monthly, cron: "0 3 29 2 ? *" }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of monthly at 7 of 10227 starts in 28 years, first 2028-02-29 03:00 (monthly 2028-02-29 03:00); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later",
    ],
  ],
  [
    "a shorter rule that overlaps two longer ones, of which one overlaps the other",
    [nightly, weekly, { ...monthly, completeHours: 6 }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of weekly at 52 of 365 starts a year, first 2026-01-04 03:00 (weekly 2026-01-04 03:00); AWS keeps only the backup of weekly, whose retention is longer; start weekly at 04:00 or later",
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-01 03:00 (monthly 2026-01-01 03:00); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later",
      "warning rule-skipped rules.weekly.schedule: got cron(0 3 ? * SUN *), whose start window overlaps one of monthly at 2 of 52 starts a year, first 2026-02-01 03:00 (monthly 2026-02-01 03:00); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later",
    ],
  ],
  [
    "every start, by one rule",
    [weekly, { ...nightly, localDays: 36 }],
    [
      "rule-never-runs rules.weekly.schedule: got cron(0 3 ? * SUN *); weekly (kept 35d) never runs, because each of its start windows overlaps one of nightly (kept 36d) and AWS keeps the longer retention; start nightly at 04:00 or later, or remove it",
    ],
  ],
  [
    "every start, by two rules together",
    [
      nightly,
      { ...weekly, name: "weekdays", cron: "30 3 ? * MON-FRI *" },
      { ...weekly, name: "weekend", cron: "0 2 ? * SAT,SUN *", startHours: 2 },
    ],
    [
      "rule-never-runs rules.nightly.schedule: got cron(0 3 ? * * *); nightly (kept 7d) never runs, because each of its start windows overlaps one of weekdays (kept 35d) or weekend (kept 35d) and AWS keeps the longer retention; use start times further apart or a shorter startWithin, or remove it",
    ],
  ],
  [
    "all but one start",
    [nightly, { ...weekly, name: "weekdays", cron: "30 3 ? * SUN-FRI *" }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of weekdays at 6 of 7 starts a week, first 2026-01-01 03:00 (weekdays 2026-01-01 03:30); AWS keeps only the backup of weekdays, whose retention is longer; start weekdays at 04:00 or later",
    ],
  ],
  [
    "the same retention, said once",
    [nightly, { ...weekly, localDays: 7, cron: "30 3 ? * SUN *" }],
    [
      "warning overlap-undecided rules.weekly.schedule: got cron(30 3 ? * SUN *), whose start window overlaps one of nightly at each of its starts, first 2026-01-04 03:30 (nightly 2026-01-04 03:00); both are kept 7d, and AWS does not say which of the two backups it keeps; start nightly at 04:30 or later",
    ],
  ],
  [
    "a retention longer by a day",
    [nightly, { ...weekly, localDays: 8, cron: "30 3 ? * SUN *" }],
    [
      "warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of weekly at 1 of 7 starts a week, first 2026-01-04 03:00 (weekly 2026-01-04 03:30); AWS keeps only the backup of weekly, whose retention is longer; start weekly at 04:00 or later",
    ],
  ],
];
test.each(cases)("%s", (_, rules, findings) => {
  expect(found(...rules)).toEqual(findings);
});

const standIn: ShortRule = { ...monthly, completeHours: 4, centralDays: 70 };
const skipped = (minute = "00") =>
  `warning rule-skipped rules.nightly.schedule: got cron(0 3 ? * * *), whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-01 03:00 (monthly 2026-01-01 03:${minute}); AWS keeps only the backup of monthly, whose retention is longer; start monthly at 04:00 or later`;
test.each<readonly [what: string, nightly: ShortRule, monthly: ShortRule, findings: readonly string[]]>([
  ["the rest the same", nightly, standIn, []],
  ["a minute later", nightly, { ...standIn, cron: "1 3 1 * ? *" }, [skipped("01")]],
  ["complete an hour later", nightly, { ...standIn, completeHours: 5 }, [skipped()]],
  ["copied an hour later", nightly, { ...standIn, copyHours: 9 }, [skipped()]],
  ["kept a day shorter in central", nightly, { ...standIn, centralDays: 13, furtherDays: 14 }, [skipped()]],
  ["kept a day shorter in further Regions", nightly, { ...standIn, furtherDays: 13 }, [skipped()]],
  ["not copied", nightly, { ...standIn, centralDays: null }, [skipped()]],
  ["copied, where the other is not", { ...nightly, centralDays: null }, standIn, []],
])("a longer kept backup at the same minute stands in for another: %s", (_, one, other, findings) => {
  expect(found(one, other)).toEqual(findings);
});

test("windows of one rule do not count against it", () => {
  expect(found({ ...nightly, cron: "0 * ? * * *", startHours: 3 })).toEqual([]);
});

test.each(["every day", "0 5 30 2 ? *", "0 5 ? * * 2027", "* * ? * * *"])(
  "leaves %s to the check of schedules",
  (cron) => {
    expect(found(nightly, { ...monthly, cron })).toEqual([]);
  },
);

test("the example organization's windows are apart", () => {
  expect(windowsApart(estateOf(exampleConfig))).toEqual([]);
});
