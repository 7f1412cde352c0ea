import { describe, expect, test } from "vitest";
import { dueStacks, isDue } from "../../../src/delivery/drift/due-stacks.ts";
import type { HeadStack } from "../../../src/delivery/ledger/pending-stacks.ts";
import type { LedgerRecord } from "../../../src/delivery/ledger/read-ledger.ts";

const names = Array.from({ length: 300 }, (_, index) => `app-${index}`);
const hours = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe("whose turn it is", () => {
  test.each([1, 2, 24, 168])("in a round of %i hours every stack has its turn, once", (hoursPerRound) => {
    // a round that begins when the hours since 1970 are a multiple of it
    for (const round of [0, 20_000]) {
      const turns = names.map(
        (stack) =>
          hours(round * hoursPerRound, hoursPerRound).filter((hour) => isDue(stack, { hour, hoursPerRound })).length,
      );

      expect(new Set(turns)).toEqual(new Set([1]));
    }
  });

  test("an hour of the day in which runs are dropped costs a stack one day, not every day", () => {
    const droppedHour = 9;
    const turns = names.map(
      (stack) =>
        hours(0, 2 * 24).filter((hour) => hour % 24 !== droppedHour && isDue(stack, { hour, hoursPerRound: 24 }))
          .length,
    );

    expect(Math.min(...turns)).toBe(1);
  });

  test("the turn comes an hour earlier each day, but for the day on which it would be the one before", () => {
    const turns = hours(0, 40 * 24).filter((hour) => isDue("app-0", { hour, hoursPerRound: 24 }));
    const apart = turns.slice(1).map((hour, index) => hour - (turns[index] ?? 0));

    expect(new Set(apart)).toEqual(new Set([23, 47]));
    expect(apart.filter((each) => each === 47).length).toBeLessThan(3);
  });

  test("hours share the stacks about evenly", () => {
    const sizes = hours(0, 24).map((hour) => names.filter((stack) => isDue(stack, { hour, hoursPerRound: 24 })).length);

    expect(Math.min(...sizes)).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(30);
  });
});

describe("what is looked at", () => {
  const head = ["app-b", "app-a", "app-pending", "app-retired"].map((stack) => ({
    affected: { stack, scope: "app-prod" },
  })) as unknown as readonly HeadStack[];
  const ledger = head.map(({ affected: { stack } }) => ({
    stack,
    scope: "app-prod",
    entry: stack === "app-retired" ? { stack, retired: true } : { stack },
  })) as unknown as readonly LedgerRecord[];
  const reasons = { "app-pending": "config differs from what was applied" };

  test("all that is applied as it is synthesized, sorted", () => {
    const stacks = dueStacks(head, ledger, reasons, null).map(({ stack }) => stack);

    expect(stacks).toEqual(["app-a", "app-b"]);
  });

  test("of these, those whose turn it is", () => {
    const found = hours(0, 24).map((hour) => dueStacks(head, ledger, reasons, { hour, hoursPerRound: 24 }));

    expect(
      found
        .flat()
        .map(({ stack }) => stack)
        .sort(),
    ).toEqual(["app-a", "app-b"]);
  });
});
