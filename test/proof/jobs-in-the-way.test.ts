import { expect, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { holdComplaint, turnComplaint } from "../../src/proof/hold-words.ts";
import { jobsInTheWay } from "../../src/proof/jobs-in-the-way.ts";
import { estateWith, type PromiseAndTypes, planOf, type ShortRule } from "./support/plans.ts";

const nightly: ShortRule = { name: "nightly", cron: "0 1 ? * * *", completeHours: 6, copyHours: 2 };
const monthly: ShortRule = { name: "monthly", cron: "0 10 1 * ? *", completeHours: 2, copyHours: 1, localDays: 35 };
const often: ShortRule = { name: "four-hourly", cron: "0 0/4 ? * * *", completeHours: 3, copyHours: 2 };
const promised = (rpoHours: number, isolatedHours: number | null): PromiseAndTypes => ({
  rpoHours,
  isolatedHours,
  types: ["EBS"],
});

const inRegions = (estate: Estate, ...regions: readonly string[]): Estate => ({
  ...estate,
  central: { ...estate.central, prod: { ...estate.central.prod, regions } },
});
const inTheWay = (rules: readonly ShortRule[], promise: PromiseAndTypes, ...regions: readonly string[]) =>
  jobsInTheWay(inRegions(estateWith(planOf(rules, promise)), "eu-west-2", ...regions));
const broken = (rules: readonly ShortRule[], promise: PromiseAndTypes, ...regions: readonly string[]) => {
  const { withinPlans, turns } = inTheWay(rules, promise, ...regions);
  return {
    holds: withinPlans.map(({ rule, next, overMinutes, broken }) => [rule.name, next.name, overMinutes, broken]),
    turns: turns.map(({ rule, broken }) => [rule.name, broken]),
  };
};

test("a backup that may expire breaks what is promised of local backups, and says how much may be lost", () => {
  const late = "then up to 12h may be lost, and promise.rpo is 8h";

  expect(broken([often], promised(8, null))).toEqual({ holds: [["four-hourly", "four-hourly", 120, late]], turns: [] });
});

test("a promise of local backups that holds all the same is not broken", () => {
  expect(broken([often], promised(12, null)).holds).toEqual([["four-hourly", "four-hourly", 120, null]]);
  expect(broken([often], promised(11, null)).holds).toEqual([
    ["four-hourly", "four-hourly", 120, "then up to 12h may be lost, and promise.rpo is 11h"],
  ]);
});

test("a promise that is not kept anyway is not broken by jobs", () => {
  expect(broken([often], promised(7, null)).holds).toEqual([["four-hourly", "four-hourly", 120, null]]);
  expect(broken([often], promised(12, 9)).holds).toEqual([["four-hourly", "four-hourly", 120, null]]);
});

test("copies that may fail break what is promised of the isolated ones", () => {
  const none = "without such copies none is sure to be left, and promise.isolatedRpo is 10h";
  const some = "when such copies fail, up to 57h may be lost, and promise.isolatedRpo is 38h";

  expect(broken([often], promised(12, 10)).holds).toEqual([["four-hourly", "four-hourly", 120, none]]);
  expect(broken([nightly, { ...monthly, completeHours: 13, copyHours: 2 }], promised(31, 38)).holds).toEqual([
    ["monthly", "nightly", 60, some],
  ]);
});

test("copies to several Regions that wait for each other break it too, to one Region they do not", () => {
  const slow = { ...nightly, copyHours: 3 };
  const none = "without such copies none is sure to be left, and promise.isolatedRpo is 40h";

  expect(broken([slow], promised(31, 40), "eu-west-1")).toEqual({ holds: [], turns: [["nightly", none]] });
  expect(broken([slow], promised(31, 40))).toEqual({ holds: [], turns: [] });
  expect(broken([slow], promised(31, null), "eu-west-1").turns).toEqual([["nightly", null]]);
  expect(broken([nightly], promised(31, 40), "eu-west-1").turns).toEqual([]);
});

test("where copies that fail and copies in turn break a promise only together, both say so", () => {
  const held: ShortRule = { name: "held", cron: "0 0 ? * * *", completeHours: 4, copyHours: 2 };
  const next: ShortRule = { name: "next", cron: "0 6 ? * * *", completeHours: 1, centralDays: null };
  const slow: ShortRule = { name: "slow", cron: "0 12 ? * * *", completeHours: 2, copyHours: 3 };
  const none = "without such copies none is sure to be left, and promise.isolatedRpo is 34h";

  expect(broken([held, next, slow], promised(48, 34), "eu-west-1")).toEqual({
    holds: [["held", "next", 60, none]],
    turns: [["slow", none]],
  });
  expect(broken([held, next], promised(48, 34)).holds).toEqual([["held", "next", 60, none]]);
  expect(broken([held, next, slow], promised(48, 34)).holds).toEqual([["held", "next", 60, null]]);
});

test("says what may hold a resource, what waits for it and what to write", () => {
  const complaints = inTheWay([often], promised(8, null)).withinPlans.map(holdComplaint);

  expect(complaints).toEqual([
    {
      at: { file: "plans/ledger.yaml", path: ["rules", "four-hourly", "completeWithin"] },
      got: "got 1h to start, 3h to complete and 2h to copy, 6h in all, and what starts at 2026-01-01 00:00 may hold a resource until 2026-01-01 06:00",
      why: "AWS makes one backup or copy of it at a time, and the backup of four-hourly at 2026-01-01 04:00 expires when it has not started by 2026-01-01 05:00, 1h too early; then up to 12h may be lost, and promise.rpo is 8h",
      use: "use at most 3h to complete and copy, or starts 6h apart",
    },
  ]);
});

test("says which copies a backup may go before, and moves the other rule", () => {
  const complaints = inTheWay([nightly, { ...monthly, cron: "59 9 1 * ? *" }], promised(31, 57)).withinPlans;

  expect(complaints.map(holdComplaint)).toEqual([
    {
      at: { file: "plans/ledger.yaml", path: ["rules", "nightly", "completeWithin"] },
      got: "got 1h to start, 6h to complete and 2h to copy, 9h in all, and what starts at 2026-01-01 01:00 may hold a resource until 2026-01-01 10:00",
      why: "AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of monthly at 2026-01-01 09:59 go before copies that are 1m from their end, they fail after 2h",
      use: "use at most 479m to complete and copy, or a start of monthly 9h after that of nightly, or with it: AWS then makes the backup alone that is kept longer",
    },
  ]);
});

test("offers shorter windows only as far as config takes them", () => {
  const alone = (completeHours: number, cron: string): ShortRule => ({
    name: "own",
    cron,
    completeHours,
    centralDays: null,
  });
  const advice = (rule: ShortRule) =>
    inTheWay([rule], promised(100, null)).withinPlans.map((hold) => holdComplaint(hold).use);

  expect(advice(alone(4, "0 * ? * * *"))).toEqual(["use at most 1h to complete, or starts 4h apart"]);
  expect(advice({ ...alone(4, "0 * ? * * *"), startHours: 2 })).toEqual([
    "use at most 1h to complete, or starts 4h apart",
  ]);
  expect(advice({ ...often, cron: "0 0/3 ? * * *" })).toEqual([
    "use at most 2h to complete and copy, or starts 6h apart",
  ]);
  expect(advice({ ...often, cron: "0 0/2 ? * * *" })).toEqual(["use starts 6h apart"]);
});

test("says of copies in turn where they go, how long AWS tries one, and what is promised", () => {
  const { turns } = inTheWay([{ ...nightly, copyHours: 3 }], promised(31, 40), "eu-west-1");

  expect(turns.map(turnComplaint)).toEqual([
    {
      at: { file: "plans/ledger.yaml", path: ["rules", "nightly", "copyWithin"] },
      got: "got 3h for copies to eu-west-2 and eu-west-1 of central prod, of which AWS makes one at a time",
      why: "one that has to wait longer than 2h fails, which the last does when the others are slow; without such copies none is sure to be left, and promise.isolatedRpo is 40h",
      use: "use 2h or less",
    },
  ]);
});

test("points at the copies where they have the longer window", () => {
  const { withinPlans } = inTheWay([{ ...often, completeHours: 2, copyHours: 2 }], promised(100, 100));

  expect(withinPlans.map((hold) => holdComplaint(hold).at.path)).toEqual([["rules", "four-hourly", "copyWithin"]]);
});
