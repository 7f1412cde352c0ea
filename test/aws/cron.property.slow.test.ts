import fc from "fast-check";
import { expect, test } from "vitest";
import { type CronSchedule, parseCron } from "../../src/aws/cron.ts";
import { nextStart } from "../../src/aws/next-start.ts";
import { scheduleGaps } from "../../src/aws/schedule-gaps.ts";
import { naivelyStarts, naivelyStartsOn } from "../emulator/model/backup/naive-cron.ts";
import { cronExpressions } from "../support/cron-expression.ts";
import { runs, seed } from "../support/soak.ts";

const minutesPerDay = 1440;
const minuteOf = (year: number, month = 0, day = 1) => Date.UTC(year, month, day) / 60_000;
const everyYear = fc.constant("*");
// few and near, so that a brute force over all of them is quick
const someYears = fc.constantFrom("2024", "2023-2026", "2026,2028", "2025-2028/3");

function read(expression: string): CronSchedule {
  const result = parseCron(`cron(${expression})`);
  if (!result.ok) throw new Error(`${expression}: ${result.got}`);
  return result.schedule;
}

/** Every start in [from, to), found by asking day by day, then minute by minute. */
function naiveStarts(expression: string, from: number, to: number): readonly number[] {
  const times = Array.from({ length: minutesPerDay }, (_, minute) => minute);
  const starts: number[] = [];
  let today: readonly number[] | undefined;
  for (let midnight = from; midnight < to; midnight += minutesPerDay) {
    if (!naivelyStartsOn(expression, new Date(midnight * 60_000))) continue;
    today ??= times.filter((time) => naivelyStarts(expression, new Date((midnight + time) * 60_000)));
    for (const time of today) starts.push(midnight + time);
  }
  return starts;
}

function gapsBetween(starts: readonly number[]) {
  const gaps = starts.slice(1).map((toMinute, index) => {
    const fromMinute = starts[index] ?? Number.NaN;
    return { fromMinute, toMinute, gapMinutes: toMinute - fromMinute };
  });
  return {
    widest: gaps.reduce((best, gap) => (gap.gapMinutes > best.gapMinutes ? gap : best)),
    finest: gaps.reduce((best, gap) => (gap.gapMinutes < best.gapMinutes ? gap : best)),
  };
}

test("starts in the minutes in which a minute-by-minute reading starts", () => {
  const window = fc.tuple(fc.integer({ min: 2023, max: 2032 }), fc.integer({ min: 0, max: 11 }));
  fc.assert(
    fc.property(cronExpressions(fc.oneof(everyYear, someYears)), window, (expression, [year, month]) => {
      const schedule = read(expression);
      const from = minuteOf(year, month);
      const to = from + 7 * minutesPerDay;
      const expected: number[] = [];
      for (let minute = from; minute < to; minute++) {
        if (naivelyStarts(expression, new Date(minute * 60_000))) expected.push(minute);
        if (expected.length === 200) break;
      }

      const found: number[] = [];
      for (let at = nextStart(schedule, from - 1); at !== undefined && at < to; at = nextStart(schedule, at)) {
        found.push(at);
        if (found.length === 200) break;
      }

      expect(found).toEqual(expected);
    }),
    { seed, numRuns: runs(40, 2_000) },
  );
});

test("starts on the days on which a day-by-day reading starts, through leap years and month ends", () => {
  fc.assert(
    fc.property(cronExpressions(everyYear), fc.integer({ min: 1970, max: 2190 }), (expression, year) => {
      const schedule = read(expression);
      const from = minuteOf(year);
      const to = minuteOf(year + 5);
      const expected = [...new Set(naiveStarts(expression, from, to).map((at) => Math.floor(at / minutesPerDay)))];

      const found: number[] = [];
      for (let at = nextStart(schedule, from - 1); at !== undefined && at < to; ) {
        found.push(Math.floor(at / minutesPerDay));
        at = nextStart(schedule, (Math.floor(at / minutesPerDay) + 1) * minutesPerDay - 1);
      }

      expect(found).toEqual(expected);
    }),
    { seed, numRuns: runs(40, 2_000) },
  );
});

test("finds the widest and the finest gap that a brute force finds within the years of a schedule", () => {
  fc.assert(
    fc.property(cronExpressions(someYears), (expression) => {
      const starts = naiveStarts(expression, minuteOf(2024), minuteOf(2029));
      const gaps = scheduleGaps(read(expression), 2024);

      if (starts.length === 0) expect(gaps).toEqual({ kind: "never" });
      else if (starts.length === 1) expect(gaps).toEqual({ kind: "once", firstMinute: starts[0] });
      else {
        expect(gaps).toEqual({
          kind: "ending",
          firstMinute: starts[0],
          lastMinute: starts.at(-1),
          ...gapsBetween(starts),
        });
      }
    }),
    { seed, numRuns: runs(40, 2_000) },
  );
});

test("finds the widest and the finest gap that a brute force finds in all 400 years of the calendar", () => {
  const onceADay = cronExpressions(everyYear).map((text) => text.replace(/^\S+ \S+/, "30 4"));
  fc.assert(
    fc.property(onceADay, (expression) => {
      const starts = naiveStarts(expression, minuteOf(2024), minuteOf(2424));
      const gaps = scheduleGaps(read(expression), 2024);
      const [first] = starts;

      if (first === undefined) expect(gaps).toEqual({ kind: "never" });
      else {
        const cycle = [...starts, first + 146_097 * minutesPerDay];
        expect(gaps).toEqual({ kind: "endless", firstMinute: first, ...gapsBetween(cycle) });
      }
    }),
    { seed, numRuns: runs(4, 100) },
  );
});

test("answers any text, soon, with a schedule or a problem on one line", () => {
  const alphabet = fc.constantFrom(..."0123456789*?/,-#LWlw ()cronateSUNfri\n\t٠ıſ".split(""));
  const nearly = cronExpressions(everyYear).chain((text) =>
    fc
      .tuple(fc.nat(text.length), fc.string({ unit: alphabet, maxLength: 3 }))
      .map(([at, noise]) => `cron(${text.slice(0, at)}${noise}${text.slice(at + noise.length)})`),
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: alphabet, maxLength: 300 }),
    fc
      .array(fc.string({ unit: alphabet, maxLength: 12 }), { maxLength: 8 })
      .map((fields) => `cron(${fields.join(" ")})`),
    nearly,
  );
  fc.assert(
    fc.property(anything, (text) => {
      const result = parseCron(text);
      if (result.ok) scheduleGaps(result.schedule, 2024);
      else
        expect([result.got, result.use]).toEqual([
          expect.stringMatching(/^got [^\n]+$/),
          expect.stringMatching(/^use [^\n]+$/),
        ]);
    }),
    { seed, numRuns: runs(2_000, 100_000) },
  );
});

test.each([
  ["a million digits", `cron(${"1".repeat(1_000_000)} 5 ? * * *)`],
  ["a million spaces", `cron(${" ".repeat(1_000_000)}`],
  ["a million brackets", "(".repeat(1_000_000)],
  ["many steps", `cron(0${"/1".repeat(100)} 5 ? * * *)`],
  ["many ranges", `cron(0${"-1".repeat(100)} 5 ? * * *)`],
  ["many commas", `cron(${",".repeat(200)} 5 ? * * *)`],
  ["many hashes", `cron(0 5 ? * ${"1#".repeat(100)} *)`],
  ["a lone half of a pair", "cron(0 5 ? * \ud800 *)"],
])("refuses %s at once", (_, text) => {
  expect(parseCron(text)).toMatchObject({ ok: false });
});
