import { expect, test } from "vitest";
import { copiesInTurn } from "../../src/checks/copies-in-turn.ts";
import { jobInTheWay } from "../../src/checks/job-in-the-way.ts";
import { plansInTheWay } from "../../src/checks/plans-in-the-way.ts";
import { promisedCopiesInTurn } from "../../src/checks/promised-copies-in-turn.ts";
import { promisedJobInTheWay } from "../../src/checks/promised-job-in-the-way.ts";
import type { Estate, Plan, Selection } from "../../src/model.ts";
import { estateWith, lines, type PromiseAndTypes, planOf, type ShortRule } from "../proof/support/plans.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { saidBy } from "../support/said.ts";

const jobsGiveWay = saidBy(promisedJobInTheWay, jobInTheWay, plansInTheWay, promisedCopiesInTurn, copiesInTurn);

type Case = readonly [what: string, rules: readonly ShortRule[], promise: PromiseAndTypes, findings: readonly string[]];

/** Central prod with its home Region alone, unless there are to be more. */
const centralIn = (estate: Estate, ...regions: readonly string[]): Estate => ({
  ...estate,
  central: { ...estate.central, prod: { ...estate.central.prod, regions } },
});
const found = (rules: readonly ShortRule[], promise: PromiseAndTypes, ...regions: readonly string[]) =>
  lines(jobsGiveWay(centralIn(estateWith(planOf(rules, promise)), "eu-west-2", ...regions)));

const short = { startHours: 1, completeHours: 2, copyHours: 1 } as const;
const alone = { ...short, centralDays: null } as const;
const fourHourly: ShortRule = { ...short, name: "four-hourly", cron: "0 0/4 ? * * *" };
const nightly: ShortRule = { ...short, name: "nightly", cron: "0 1 ? * * *", completeHours: 6, copyHours: 2 };
const monthly: ShortRule = { ...short, name: "monthly", cron: "0 10 1 * ? *", localDays: 35 };
const promised = (rpoHours: number, isolatedHours: number | null) => ({ rpoHours, isolatedHours, types: ["EBS"] });

const cases: readonly Case[] = [
  ["all that a start may take ends when the next comes", [fourHourly], promised(7, 8), []],
  [
    "an hour of copies more, which a backup may go before",
    [{ ...fourHourly, copyHours: 2 }],
    promised(7, 9),
    [
      "promised-job-in-the-way rules.four-hourly.copyWithin: got 1h to start, 2h to complete and 2h to copy, 5h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 05:00; AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of four-hourly at 2026-01-01 04:00 go before copies that are 1h from their end, they fail after 2h; without such copies none is sure to be left, and promise.isolatedRpo is 9h; use at most 3h to complete and copy, or starts 5h apart",
    ],
  ],
  [
    "another hour, in which the start window of the next ends",
    [{ ...fourHourly, completeHours: 3, copyHours: 2 }],
    promised(8, 10),
    [
      "promised-job-in-the-way rules.four-hourly.completeWithin: got 1h to start, 3h to complete and 2h to copy, 6h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 06:00; AWS makes one backup or copy of it at a time, and the backup of four-hourly at 2026-01-01 04:00 expires when it has not started by 2026-01-01 05:00, 1h too early; then up to 12h may be lost, and promise.rpo is 8h; use at most 3h to complete and copy, or starts 6h apart",
    ],
  ],
  [
    "no copies, and ready when the start window of the next ends",
    [{ ...fourHourly, ...alone, completeHours: 4 }],
    promised(9, null),
    [],
  ],
  [
    "no copies, and an hour longer",
    [{ ...fourHourly, ...alone, completeHours: 5 }],
    promised(10, null),
    [
      "promised-job-in-the-way rules.four-hourly.completeWithin: got 1h to start and 5h to complete, 6h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 06:00; AWS makes one backup or copy of it at a time, and the backup of four-hourly at 2026-01-01 04:00 expires when it has not started by 2026-01-01 05:00, 1h too early; then up to 14h may be lost, and promise.rpo is 10h; use at most 4h to complete, or starts 5h apart",
    ],
  ],
  [
    "the same, where the promise holds without every other backup",
    [{ ...fourHourly, ...alone, completeHours: 5 }],
    promised(14, null),
    [
      "warning job-in-the-way rules.four-hourly.completeWithin: got 1h to start and 5h to complete, 6h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 06:00; AWS makes one backup or copy of it at a time, and the backup of four-hourly at 2026-01-01 04:00 expires when it has not started by 2026-01-01 05:00, 1h too early; use at most 4h to complete, or starts 5h apart",
    ],
  ],
  [
    "hourly, which leaves no room for copies",
    [{ ...short, name: "hourly", cron: "0 * ? * * *", completeHours: 1 }],
    promised(4, 5),
    [
      "promised-job-in-the-way rules.hourly.copyWithin: got 1h to start, 1h to complete and 1h to copy, 3h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 03:00; AWS makes one backup or copy of it at a time, and the backup of hourly at 2026-01-01 01:00 expires when it has not started by 2026-01-01 02:00, 1h too early; without such copies none is sure to be left, and promise.isolatedRpo is 5h; use starts 3h apart",
    ],
  ],
  [
    "hourly, without copies",
    [{ ...alone, name: "hourly", cron: "0 * ? * * *", completeHours: 1 }],
    promised(3, null),
    [],
  ],
  [
    "a monthly that starts when all of the night is done, and is done before the next",
    [nightly, monthly],
    promised(31, 33),
    [],
  ],
  [
    "a monthly that starts a minute before",
    [nightly, { ...monthly, cron: "59 9 1 * ? *" }],
    promised(31, 57),
    [
      "warning job-in-the-way rules.nightly.completeWithin: got 1h to start, 6h to complete and 2h to copy, 9h in all, and what starts at 2026-01-01 01:00 may hold a resource until 2026-01-01 10:00; AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of monthly at 2026-01-01 09:59 go before copies that are 1m from their end, they fail after 2h; use at most 479m to complete and copy, or a start of monthly 9h after that of nightly, or with it: AWS then makes the backup alone that is kept longer",
    ],
  ],
  [
    "a monthly that is done when the next night comes",
    [nightly, { ...monthly, completeHours: 12, copyHours: 2 }],
    promised(31, 33),
    [],
  ],
  [
    "a monthly that may take an hour longer than that, on which the promise for copies rests",
    [nightly, { ...monthly, completeHours: 13, copyHours: 2 }],
    promised(31, 38),
    [
      "promised-job-in-the-way rules.monthly.completeWithin: got 1h to start, 13h to complete and 2h to copy, 16h in all, and what starts at 2026-01-01 10:00 may hold a resource until 2026-01-02 02:00; AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of nightly at 2026-01-02 01:00 go before copies that are 1h from their end, they fail after 2h; when such copies fail, up to 57h may be lost, and promise.isolatedRpo is 38h; use at most 14h to complete and copy, or a start of nightly 16h after that of monthly, or with it: AWS then makes the backup alone that is kept longer",
    ],
  ],
  [
    "a monthly that makes the next night's backup expire",
    [nightly, { ...monthly, completeHours: 24 }],
    promised(31, 33),
    [
      "promised-job-in-the-way rules.monthly.completeWithin: got 1h to start, 1d to complete and 1h to copy, 26h in all, and what starts at 2026-01-01 10:00 may hold a resource until 2026-01-02 12:00; AWS makes one backup or copy of it at a time, and the backup of nightly at 2026-01-02 01:00 expires when it has not started by 2026-01-02 02:00, 10h too early; then up to 46h may be lost, and promise.rpo is 31h; use at most 14h to complete and copy, or a start of nightly 26h after that of monthly, or with it: AWS then makes the backup alone that is kept longer",
    ],
  ],
  [
    "a monthly in place of a nightly, because their windows overlap",
    [nightly, { ...monthly, cron: "0 1 1 * ? *", completeHours: 6, copyHours: 2 }],
    promised(31, 33),
    [],
  ],
  [
    "continuous backup, which no job is in the way of",
    [{ ...fourHourly, ...alone, continuous: true, completeHours: 5 }],
    { ...promised(0.25, null), types: ["S3"] },
    [
      "warning job-in-the-way rules.four-hourly.completeWithin: got 1h to start and 5h to complete, 6h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 06:00; AWS makes one backup or copy of it at a time, and the backup of four-hourly at 2026-01-01 04:00 expires when it has not started by 2026-01-01 05:00, 1h too early; use at most 4h to complete, or starts 5h apart",
    ],
  ],
];
test.each(cases)("%s", (_, rules, promise, findings) => {
  expect(found(rules, promise)).toEqual(findings);
});

const turns = (got: string, regions = "eu-west-2 and eu-west-1") =>
  `rules.nightly.copyWithin: got ${got} for copies to ${regions} of central prod, of which AWS makes one at a time; one that has to wait longer than 2h fails, which the last does when the others are slow`;
test.each<
  readonly [what: string, regions: readonly string[], rules: readonly ShortRule[], findings: readonly string[]]
>([
  ["8h to one Region", [], [{ ...nightly, copyHours: 8 }], []],
  ["2h to two Regions", ["eu-west-1"], [nightly], []],
  [
    "a minute more to two Regions",
    ["eu-west-1"],
    [{ ...nightly, copyHours: 121 / 60 }],
    [
      `promised-copies-in-turn ${turns("121m")}; without such copies none is sure to be left, and promise.isolatedRpo is 40h; use 2h or less`,
    ],
  ],
  [
    "8h to three Regions",
    ["eu-west-1", "eu-central-1"],
    [{ ...nightly, copyHours: 8 }],
    [
      `promised-copies-in-turn ${turns("8h", "eu-west-2 and eu-west-1 and eu-central-1")}; without such copies none is sure to be left, and promise.isolatedRpo is 40h; use 2h or less`,
    ],
  ],
  [
    "8h of a monthly, without which the promise is kept",
    ["eu-west-1"],
    [nightly, { ...monthly, name: "monthly", copyHours: 8 }],
    [`warning copies-in-turn ${turns("8h")}; use 2h or less`.replace("nightly", "monthly")],
  ],
  ["no copies", ["eu-west-1"], [nightly, { ...monthly, copyHours: 8, centralDays: null, completeHours: 8 }], []],
])("copies within %s", (_, regions, rules, findings) => {
  expect(found(rules, promised(33, 40), ...regions)).toEqual(findings);
});

const tagged = (tagKey: string, ...tagValues: readonly string[]): Selection => ({
  kind: "tagged",
  tagKey,
  tagValues,
  types: [],
});
const except = (tagKey: string, ...tagValues: readonly string[]): Selection => ({
  kind: "everythingExcept",
  tagKey,
  tagValues,
  types: [],
});
const selecting = (plan: Plan, name: string, selection: Selection): Plan => ({ ...plan, name, selection });

/** One plan at night and another at noon, in all prod accounts. */
function two(one: Selection, other: Selection, noon: ShortRule): Estate {
  const first = selecting(planOf([nightly], promised(31, 33)), "one", one);
  const second = selecting(planOf([noon], promised(31, 33)), "two", other);
  const estate = centralIn(estateWith(first), "eu-west-2");
  const accounts = estate.accounts.map((account) => ({
    ...account,
    plans: account.class === "prod" ? ["one", "two"] : [],
  }));
  return { ...estate, plans: [first, second], accounts };
}
const noon: ShortRule = { ...short, name: "noon", cron: "0 10 ? * * *" };
const early: ShortRule = { ...noon, cron: "59 9 ? * * *" };
const meets =
  "warning plans-in-the-way rules.nightly.completeWithin: got 1h to start, 6h to complete and 2h to copy, 9h in all, and what starts at 2026-01-01 01:00 may hold a resource until 2026-01-01 10:00; AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of noon of plan two at 2026-01-01 09:59 go before copies that are 1m from their end, they fail after 2h, where plans/two.yaml selects the resource too; use selections that do not meet, or at most 479m to complete and copy, or a start of noon 9h after that of nightly";

test.each<readonly [Selection, Selection]>([
  [tagged("backup", "a"), tagged("database", "b")],
  [tagged("backup", "a", "b"), tagged("backup", "b", "c")],
  [tagged("backup", "a*"), tagged("backup", "*b")],
  [tagged("backup", "a*"), tagged("backup", "ab")],
  [tagged("backup", "a"), except("backup", "b")],
  [tagged("backup", "a*"), except("backup", "ab*")],
  [except("backup", "a"), except("backup", "b")],
  [tagged("backup", "a"), except("database", "*")],
])("two plans meet with %j and %j, and start too near each other", (one, other) => {
  expect(lines(jobsGiveWay(two(one, other, early)))).toEqual([meets]);
  expect(jobsGiveWay(two(one, other, noon))).toEqual([]);
});

test.each<readonly [Selection, Selection]>([
  [tagged("backup", "a"), tagged("backup", "b")],
  [tagged("backup", "a*"), tagged("backup", "b*")],
  [tagged("backup", "*a"), tagged("backup", "*b")],
  [tagged("backup", "a*"), tagged("backup", "ba")],
  [tagged("backup", "a"), except("backup", "a", "b")],
  [tagged("backup", "ab*"), except("backup", "a*")],
  [tagged("backup", "anybody"), except("backup", "a*b*y")],
  [
    { ...tagged("backup", "a"), types: ["EBS"] },
    { ...tagged("database", "b"), types: ["S3"] },
  ],
])("two plans never meet with %j and %j", (one, other) => {
  expect(jobsGiveWay(two(one, other, early))).toEqual([]);
  expect(jobsGiveWay(two(other, one, early))).toEqual([]);
});

test("two plans meet in no account that has one of them only", () => {
  const estate = two(tagged("backup", "a"), tagged("database", "b"), early);
  const accounts = estate.accounts.map((account, index) => ({ ...account, plans: [index % 2 === 0 ? "one" : "two"] }));

  expect(jobsGiveWay({ ...estate, accounts })).toEqual([]);
});

test("two plans that start together are in each other's way, which is said of both", () => {
  const same = two(tagged("backup", "a"), tagged("database", "b"), { ...noon, cron: "0 1 ? * * *" });

  expect(jobsGiveWay(same).map(({ rule, at }) => [rule, at.file])).toEqual([
    ["plans-in-the-way", "plans/one.yaml"],
    ["plans-in-the-way", "plans/two.yaml"],
  ]);
});

test("a monthly of another plan is judged by the one day on which it is near", () => {
  const estate = two(tagged("backup", "a"), tagged("database", "b"), { ...monthly, cron: "59 9 29 2 ? *" });

  expect(lines(jobsGiveWay(estate))).toEqual([
    expect.stringContaining("the backup of monthly of plan two at 2028-02-29 09:59"),
  ]);
});

test.each(["every day", "0 5 30 2 ? *", "* * ? * * *"])("leaves %s to the check of schedules", (cron) => {
  expect(found([{ ...fourHourly, cron, completeHours: 168 }], promised(1, 1))).toEqual([]);
});

test("the example organization's jobs are in nobody's way", () => {
  expect(jobsGiveWay(estateOf(exampleConfig))).toEqual([]);
});
