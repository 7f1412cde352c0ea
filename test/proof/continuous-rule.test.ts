import { expect, test } from "vitest";
import { provePlan } from "../../src/proof/plan-proof.ts";
import { planOf, type ShortRule } from "./support/plans.ts";

const continuousRule = (...rules: readonly ShortRule[]) => provePlan(planOf(rules)).continuousRule?.name ?? null;

const pitr: ShortRule = { name: "pitr", cron: "0 1 ? * * *", continuous: true };

test("a rule that is not continuous proves no moment, however long it keeps", () => {
  expect(continuousRule({ ...pitr, name: "archive", continuous: false, localDays: 35 })).toBeNull();
  expect(
    continuousRule(pitr, { ...pitr, name: "archive", cron: "0 9 ? * * *", continuous: false, localDays: 35 }),
  ).toBe("pitr");
});

test("a continuous rule that never runs, because another takes all its starts, proves no moment", () => {
  expect(continuousRule(pitr, { name: "other", cron: "30 1 ? * * *", localDays: 35 })).toBeNull();
  expect(continuousRule(pitr, { name: "other", cron: "0 2 ? * * *", localDays: 35 })).toBe("pitr");
});

test("a continuous rule that AWS may leave out, because another keeps as long, proves no moment", () => {
  expect(continuousRule(pitr, { name: "other", cron: "30 1 ? * * *" })).toBeNull();
});
