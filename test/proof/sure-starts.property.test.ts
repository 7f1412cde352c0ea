import fc from "fast-check";
import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { sureStarts } from "../../src/proof/sure-starts.ts";
import { runs, seed } from "../support/soak.ts";
import { planOf } from "./support/plans.ts";

const day = 1440;

/** What AWS says of two kinds, in a test's own words: minutes before windows that last 30 minutes. */
const kinds = [
  { name: "DocumentDB", before: 60 },
  { name: "FSx for ONTAP", before: 180 },
] as const;

interface Windows {
  readonly backup: number;
  readonly maintenance: number;
}

/** Whether a job starts in the end: it is tried at some minute of the first ten, and every ten from then on. */
function starts(minute: number, startWithin: number, firstTry: number, before: number, windows: Windows): boolean {
  const isRefused = (at: number) =>
    [windows.backup, windows.maintenance].some(
      (window) => (((at - (window - before)) % day) + day) % day < before + 30,
    );
  for (let at = minute + firstTry; at < minute + startWithin; at += 10) if (!isRefused(at)) return true;
  return false;
}

const kindOf = (name: string) => {
  const kind = resourceKinds.find((each) => each.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
};

const minuteOfDay = fc.integer({ min: 0, max: day - 1 });

test("a start that is sure happens, wherever the windows of the resource lie and whenever it is tried", () => {
  let sure = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      minuteOfDay,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      minuteOfDay,
      fc.integer({ min: 0, max: 500 }),
      ({ name, before }, minute, startHours, firstTry, backup, apart) => {
        const plan = planOf([{ cron: "0 5 ? * * *", startHours }]);
        const [rule] = plan.rules;
        if (!rule || !sureStarts(plan, kindOf(name))?.isSure(rule, minute)) return;
        sure++;
        const windows = { backup, maintenance: backup + 30 + apart };

        expect(starts(minute, startHours * 60, firstTry, before, windows)).toBe(true);
      },
    ),
    { seed, numRuns: runs(2_000, 200_000) },
  );
  expect(sure).toBeGreaterThan(100);
});

test("a start that is sure beside windows that config knows happens, wherever in that time they lie", () => {
  let sure = 0;
  let unsure = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      minuteOfDay,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      minuteOfDay,
      fc.integer({ min: 60, max: 300 }),
      fc.nat(),
      ({ name, before }, minute, startHours, firstTry, fromMinute, length, where) => {
        const ownWindows = { fromMinute, toMinute: (fromMinute + length) % day };
        const plan = { ...planOf([{ cron: "0 5 ? * * *", startHours }]), ownWindows };
        const [rule] = plan.rules;
        if (!rule) return;
        const backup = fromMinute + (where % (length - 59));
        const windows = { backup, maintenance: backup + 30 };
        if (!sureStarts(plan, kindOf(name))?.isSure(rule, minute)) {
          unsure++;
          return;
        }
        sure++;

        expect(starts(minute, startHours * 60, firstTry, before, windows)).toBe(true);
      },
    ),
    { seed, numRuns: runs(2_000, 200_000) },
  );
  expect(sure).toBeGreaterThan(100);
  expect(unsure).toBeGreaterThan(100);
});

test("a start that is not sure fails for some windows of the resource", () => {
  const failing = kinds.flatMap(({ name, before }) =>
    [1, 2, 3, 4, 5, 6, 7].flatMap((startHours) => {
      const plan = planOf([{ cron: "0 5 ? * * *", startHours }]);
      const [rule] = plan.rules;
      if (!rule || sureStarts(plan, kindOf(name))?.isSure(rule, 300)) return [];
      // the first try comes at the start, the windows are one behind the other
      const backup = 300 + before;
      const windows = { backup, maintenance: backup + 30 + before };
      return [[name, startHours, starts(300, startHours * 60, 0, before, windows)]];
    }),
  );

  expect(failing).toEqual([
    ["DocumentDB", 1, false],
    ["DocumentDB", 2, false],
    ["DocumentDB", 3, false],
    ...[1, 2, 3, 4, 5, 6, 7].map((hours) => ["FSx for ONTAP", hours, false]),
  ]);
});
