import { expect, test } from "vitest";
import { dayMs } from "../../emulator/model/clock.ts";
import { planOf } from "../../proof/support/plans.ts";
import { expectedStarts } from "./expected-starts.ts";

/** How many starts of each rule run in a week that begins on the first of March 2027, a Monday: surely and perhaps. */
function runsInAWeek(...rules: Parameters<typeof planOf>[0]) {
  const plan = planOf(rules);
  const from = Date.UTC(2027, 2, 1);
  const starts = expectedStarts(plan, from, from + 7 * dayMs - 1);
  return plan.rules.map((rule) => {
    const own = starts.get(rule) ?? [];
    return [own.filter(({ runs }) => runs === "yes").length, own.filter(({ runs }) => runs === "either").length];
  });
}

test("of rules whose start windows overlap the one that is kept longer runs; windows that touch do not overlap", () => {
  const nightly = { cron: "0 5 ? * * *", localDays: 7 };

  expect(runsInAWeek(nightly, { cron: "0 5 ? * MON *", localDays: 30 })).toEqual([
    [6, 0],
    [1, 0],
  ]);
  expect(runsInAWeek(nightly, { cron: "59 5 ? * MON *", localDays: 30 })).toEqual([
    [6, 0],
    [1, 0],
  ]);
  expect(runsInAWeek(nightly, { cron: "0 6 ? * MON *", localDays: 30 })).toEqual([
    [7, 0],
    [1, 0],
  ]);
});

test("either may run of two that are kept equally long, and of one whose rival does not run itself", () => {
  const nightly = { cron: "0 5 ? * * *", localDays: 7 };

  expect(runsInAWeek(nightly, { cron: "30 5 ? * MON *", localDays: 7 })).toEqual([
    [6, 1],
    [0, 1],
  ]);
  const weekly = { cron: "30 5 ? * MON *", localDays: 14 };
  expect(runsInAWeek(nightly, weekly, { cron: "15 6 ? * MON *", localDays: 30 })).toEqual([
    [6, 1],
    [0, 0],
    [1, 0],
  ]);
});
