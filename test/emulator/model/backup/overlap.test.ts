import { expect, test } from "vitest";
import { naiveMerge } from "../organizations/naive-merge.ts";
import { effectivePlans } from "./effective-plans.ts";
import { pushedOutBy } from "./overlap.ts";
import { app, planOf, ruleOf } from "./small-cloud.ts";

const monday = (time: string) => Date.parse(`2026-11-02T${time}:00Z`);

/** Which rule runs instead of the one called `own`, at its start on a Monday at 05:00. */
function instead(rules: Readonly<Record<string, object>>): string | null {
  const [plan] = effectivePlans(naiveMerge([[planOf(rules) as never]]), app).plans;
  const own = plan?.rules.find(({ name }) => name === "own");
  if (!plan || !own) throw new Error("got no plan");
  return pushedOutBy(plan, own, monday("05:00"))?.name ?? null;
}

const own = ruleOf({ startWindowMinutes: 60, deleteAfterDays: 7 });
const other = (schedule: string, change = {}) =>
  ruleOf({ schedule, deleteAfterDays: 8, startWindowMinutes: 90, ...change });

test.each([
  ["starts in the window", "cron(59 5 ? * * *)", "other"],
  ["starts as it ends", "cron(0 6 ? * * *)", null],
  ["still waits when it starts", "cron(31 3 ? * * *)", "other"],
  ["has waited when it starts", "cron(30 3 ? * * *)", null],
  ["starts at the same time", "cron(0 5 ? * * *)", "other"],
  ["starts then on another day", "cron(0 5 ? * TUE *)", null],
])("a rule that is kept longer and %s runs instead, or not", (_, schedule, expected) => {
  expect(instead({ own, other: other(schedule) })).toBe(expected);
});

test("one that is kept shorter never does", () => {
  expect(instead({ own, other: other("cron(0 5 ? * * *)", { deleteAfterDays: 6 }) })).toBeNull();
});

test("what has no end is kept the longest", () => {
  expect(instead({ own, other: other("cron(0 5 ? * * *)", { deleteAfterDays: null }) })).toBe("other");
  expect(
    instead({ own: ruleOf({ deleteAfterDays: null }), other: other("cron(0 5 ? * * *)", { deleteAfterDays: 36_500 }) }),
  ).toBeNull();
});

test("of two that are kept equally long one runs", () => {
  const equal = other("cron(0 5 ? * * *)", { deleteAfterDays: 7 });
  const plan = effectivePlans(naiveMerge([[planOf({ own, equal }) as never]]), app).plans[0];

  const runs = plan?.rules.filter((rule) => pushedOutBy(plan, rule, monday("05:00")) === null);

  expect(runs).toHaveLength(1);
});
