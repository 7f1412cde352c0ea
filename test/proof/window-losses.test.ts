import { expect, test } from "vitest";
import { overlapAdvice, overlapText } from "../../src/proof/overlap-words.ts";
import { windowLosses } from "../../src/proof/window-losses.ts";
import { estateWith, planOf, type ShortRule } from "./support/plans.ts";

const nightly: ShortRule = { name: "nightly", cron: "0 3 ? * * *" };
// there an hour later than a nightly backup, so that they do not simply stand in for it
const weekly: ShortRule = { name: "weekly", cron: "0 3 ? * SUN *", localDays: 35, completeHours: 5 };
const monthly: ShortRule = { name: "monthly", cron: "0 3 1 * ? *", localDays: 70, completeHours: 5 };

const losses = (...rules: readonly ShortRule[]) =>
  windowLosses(estateWith(planOf(rules))).map((loss) => [
    loss.kind,
    loss.one.rule.name,
    `${overlapText(loss)}; ${overlapAdvice(loss)}`,
  ]);

test("windows that share a minute overlap, and windows that meet do not", () => {
  const some = (first: string, advice: string) => [
    [
      "some",
      "nightly",
      `whose start window overlaps one of monthly at 12 of 365 starts a year, first 2026-01-01 03:00 (monthly ${first}); start monthly at ${advice}`,
    ],
  ];

  expect(losses(nightly, { ...monthly, cron: "0 4 1 * ? *" })).toEqual([]);
  expect(losses(nightly, { ...monthly, cron: "59 3 1 * ? *" })).toEqual(some("2026-01-01 03:59", "04:00 or later"));
  expect(losses(nightly, { ...monthly, cron: "0 2 1 * ? *" })).toEqual([]);
  expect(losses(nightly, { ...monthly, cron: "1 2 1 * ? *" })).toEqual(some("2026-01-01 02:01", "04:00 or later"));
});

test("the rule that keeps longer loses nothing, whichever is written first", () => {
  const lost = [
    "some",
    "nightly",
    "whose start window overlaps one of weekly at 1 of 7 starts a week, first 2026-01-04 03:00 (weekly 2026-01-04 03:00); start weekly at 04:00 or later",
  ];

  expect(losses(nightly, weekly)).toEqual([lost]);
  expect(losses(weekly, nightly)).toEqual([lost]);
});

test("where both keep as long, AWS decides, which is said once, at the rule that is written later", () => {
  expect(losses(nightly, { ...weekly, localDays: 7 })).toEqual([
    [
      "undecided",
      "weekly",
      "whose start window overlaps one of nightly at each of its starts, first 2026-01-04 03:00 (nightly 2026-01-04 03:00); start nightly at 04:00 or later",
    ],
  ]);
});

test("a rule that loses every start to one or to several never runs", () => {
  const always = { ...nightly, name: "always", cron: "30 3 ? * * *", localDays: 35 };
  const weekdays = { ...always, name: "weekdays", cron: "30 3 ? * MON-FRI *" };
  const weekend = { ...always, name: "weekend", cron: "30 3 ? * SAT,SUN *" };
  const kinds = (...rules: readonly ShortRule[]) =>
    windowLosses(estateWith(planOf(rules))).map(({ kind, one, overlaps }) => [
      kind,
      one.rule.name,
      ...overlaps.map(({ other }) => other.name),
    ]);

  expect(kinds(nightly, always)).toEqual([["every", "nightly", "always"]]);
  expect(kinds(nightly, weekdays, weekend)).toEqual([["every", "nightly", "weekdays", "weekend"]]);
  expect(kinds(nightly, weekdays)).toEqual([["some", "nightly", "weekdays"]]);
  expect(losses(nightly, weekdays, weekend)).toEqual([
    ["every", "nightly", expect.stringMatching(/; use start times further apart or a shorter startWithin$/)],
  ]);
});

test("nothing is lost where the other starts at the same minute, is there as soon and is kept as long everywhere", () => {
  const same: ShortRule = { ...monthly, completeHours: 4 };

  expect(losses(nightly, same)).toEqual([]);
  expect(losses(nightly, { ...same, completeHours: 5 })).toHaveLength(1);
  expect(losses(nightly, { ...same, cron: "1 3 1 * ? *" })).toHaveLength(1);
  expect(losses(nightly, { ...same, centralDays: 13 })).toHaveLength(1);
  expect(losses(nightly, { ...same, furtherDays: 13 })).toHaveLength(1);
  expect(losses(nightly, { ...same, centralDays: null })).toHaveLength(1);
  expect(losses({ ...nightly, centralDays: null }, { ...same, centralDays: null })).toEqual([]);
});

test("overlaps are counted in a day, a week, a year or more of them", () => {
  const kept = { localDays: 35, completeHours: 5 } as const;
  const often: ShortRule = { name: "often", cron: "0 0/4 ? * * *" };
  const text = (...rules: readonly ShortRule[]) =>
    windowLosses(estateWith(planOf(rules))).map((loss) => /at (.*), first/.exec(overlapText(loss))?.[1]);

  expect(text(often, { ...kept, name: "daily", cron: "30 4 ? * * *" })).toEqual(["1 of 6 starts a day"]);
  expect(text(nightly, weekly)).toEqual(["1 of 7 starts a week"]);
  expect(text(nightly, { ...kept, name: "yearly", cron: "0 3 1 1 ? *" })).toEqual(["1 of 365 starts a year"]);
  expect(text(nightly, { ...kept, name: "leap", cron: "0 3 29 2 ? *" })).toEqual(["7 of 10227 starts in 28 years"]);
});

test("advises a time that is free until the window of the other begins again", () => {
  const often: ShortRule = { name: "often", cron: "0 0/4 ? * * *" };
  const daily: ShortRule = { name: "daily", cron: "30 4 ? * * *", localDays: 35, completeHours: 5 };
  const advice = (...rules: readonly ShortRule[]) =>
    windowLosses(estateWith(planOf(rules))).map((loss) => overlapAdvice(loss));

  expect(advice(often, daily)).toEqual(["start daily at 05:00 to 07:00"]);
  expect(advice(often, { ...daily, startHours: 3 })).toEqual(["start daily at 05:00"]);
  expect(advice({ ...often, cron: "0 0/2 ? * * *" }, { ...daily, startHours: 3 })).toEqual([
    "use start times further apart or a shorter startWithin",
  ]);
  expect(advice(often, { ...daily, cron: "30 20 ? * * *" })).toEqual(["start daily at 21:00 to 23:00"]);
  expect(advice({ ...nightly, cron: "30 23 ? * * *" }, { ...monthly, cron: "0 0 1 * ? *" })).toEqual([
    "start nightly at 01:00 or later",
  ]);
});
