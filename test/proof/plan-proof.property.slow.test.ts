import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan, Rule } from "../../src/model.ts";
import { firstYear } from "../../src/proof/first-year.ts";
import { type ProvenLoss, provePlan } from "../../src/proof/plan-proof.ts";
import { planStarts } from "../../src/proof/plan-starts.ts";
import { cronExpressions } from "../support/cron-expression.ts";
import { type NaiveRule, naiveWorstLoss } from "../support/naive-rpo.ts";
import { runs, seed } from "../support/soak.ts";
import { planOf } from "./support/plans.ts";

const minutesPerDay = 1440;
const from = Date.UTC(firstYear, 0) / 60_000;

interface Times {
  readonly hours: readonly number[];
  readonly minute: number;
}

const hours = (mostStarts: number) =>
  fc.record({
    hours: fc
      .uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: mostStarts })
      .map((list) => [...list].sort((a, b) => a - b)),
    minute: fc.constantFrom(0, 30),
  });

/** A rule with its text, and the times of day that were meant by it. */
const rules = (days: fc.Arbitrary<string>, mostStarts: number, longestDays: readonly number[]) =>
  fc
    .record({
      times: hours(mostStarts),
      days,
      start: fc.integer({ min: 1, max: 30 }),
      complete: fc.integer({ min: 1, max: 60 }),
      copy: fc.integer({ min: 1, max: 48 }),
      local: fc.constantFrom(...longestDays),
      central: fc.option(fc.constantFrom(...longestDays)),
    })
    .map(({ times, days: dayFields, start, complete, copy, local, central }) => ({
      times,
      short: {
        cron: `${times.minute} ${times.hours.join(",")} ${dayFields} *`,
        startHours: start,
        completeHours: complete,
        copyHours: copy,
        localDays: local,
        centralDays: central,
      },
    }));

const weekly = fc.oneof(
  fc.constant("? * *"),
  fc
    .uniqueArray(fc.constantFrom("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), { minLength: 1, maxLength: 6 })
    .map((days) => `? * ${days.join(",")}`),
);
const monthly = fc.oneof(
  fc.constantFrom("L * ?", "15W * ?", "1W * ?", "31W * ?", "? * 2#1", "? * 6#5", "? * 6L", "? * MON", "* * ?"),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 })
    .map((days) => `${[...days].sort((a, b) => a - b).join(",")} * ?`),
);

const naive = ({ hours: hourList, minute }: Times, rule: Rule, isCopy: boolean): NaiveRule => ({
  cron: rule.schedule.slice(5, -1),
  times: hourList.map((hour) => hour * 60 + minute),
  startWithin: rule.startWithinMinutes,
  readyWithin: rule.completeWithinMinutes + (isCopy ? rule.copyWithinMinutes : 0),
  localRetention: rule.local.deleteAfterDays * minutesPerDay,
  retention: isCopy
    ? rule.copies.kind === "central"
      ? rule.copies.home.deleteAfterDays * minutesPerDay
      : null
    : rule.local.deleteAfterDays * minutesPerDay,
});

/** The same words for what both found. */
function seen(loss: ProvenLoss) {
  if (loss.kind !== "bounded" && loss.kind !== "nothing-left") return { kind: loss.kind };
  const { fromMinute, toMinute, availableMinute } = loss.gap;
  const since = loss.kind === "bounded" ? fromMinute : loss.emptyMinute;
  return { kind: loss.kind, minutes: availableMinute - since, since, to: toMinute, available: availableMinute };
}

function compare(plan: Plan, times: readonly Times[], cycleDays: number, lookBackDays: number) {
  const proof = provePlan(plan);
  for (const isCopy of [false, true]) {
    const naiveRules = plan.rules.map((rule, index) => naive(times[index] ?? { hours: [], minute: 0 }, rule, isCopy));
    const found = naiveWorstLoss(naiveRules, from, cycleDays * minutesPerDay, lookBackDays * minutesPerDay);
    const expected = found.kind === "never" ? { kind: "never" } : found;
    const none = naiveRules.every(({ retention }) => retention === null);
    expect(seen(isCopy ? proof.home : proof.local)).toEqual(none ? { kind: "none" } : expected);
  }
}

test("proves what looking at every backup before every moment finds, for every week there is", () => {
  fc.assert(
    fc.property(fc.array(rules(weekly, 3, [1, 2, 3, 8, 20]), { minLength: 1, maxLength: 3 }), (made) => {
      compare(
        planOf(made.map(({ short }) => short)),
        made.map(({ times }) => times),
        7,
        28,
      );
    }),
    { seed, numRuns: runs(250, 15_000) },
  );
});

test("proves the same through month ends, leap years and weekdays of 28 years", () => {
  fc.assert(
    fc.property(fc.array(rules(monthly, 1, [1, 8, 40, 70, 100]), { minLength: 1, maxLength: 2 }), (made) => {
      compare(
        planOf(made.map(({ short }) => short)),
        made.map(({ times }) => times),
        10_227,
        800,
      );
    }),
    { seed, numRuns: runs(20, 200) },
  );
});

test("throws for no set of rules", () => {
  const anyRule = fc
    .tuple(
      fc.oneof(
        cronExpressions(fc.constantFrom("*", "2027", "2020", "2026-2030")),
        fc.tuple(monthly, hours(1)).map(([days, at]) => `${at.minute} ${at.hours.join(",")} ${days} *`),
        fc.tuple(weekly, hours(24)).map(([days, at]) => `${at.minute} ${at.hours.join(",")} ${days} *`),
        fc.string(),
      ),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 876_000 })), {
        minLength: 3,
        maxLength: 3,
      }),
      fc.tuple(fc.integer({ min: 1, max: 36_500 }), fc.option(fc.integer({ min: 1, max: 36_500 }))),
    )
    .map(([cron, [startHours = 1, completeHours = 1, copyHours = 1], [localDays, centralDays]]) => ({
      cron,
      startHours,
      completeHours,
      copyHours,
      localDays,
      centralDays,
    }));
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 3 }), (made) => {
      const plan = planOf(made);
      const { local, home } = provePlan(plan);

      expect(local.kind === "unknown").toBe(planStarts(plan) === null);
      for (const loss of [local, home]) if (loss.kind === "bounded") expect(loss.minutes).toBeGreaterThan(0);
    }),
    { seed, numRuns: runs(60, 2_500) },
  );
});
