import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { describeStart } from "../../src/aws/describe-start.ts";
import { type ScheduleGaps, type StartGap, scheduleGaps } from "../../src/aws/schedule-gaps.ts";

const hours = 60;
const days = 24 * hours;

function gapsOf(expression: string, fromYear = 2024): ScheduleGaps {
  const result = parseCron(`cron(${expression})`);
  if (!result.ok) throw new Error(result.got);
  return scheduleGaps(result.schedule, fromYear);
}

const words = (gap: StartGap) => `${describeStart(gap.fromMinute)} to ${describeStart(gap.toMinute)}`;

const endless: readonly (readonly [expression: string, widest: number, where: string, finest: number])[] = [
  ["0 5 ? * * *", days, "2024-01-01 05:00 to 2024-01-02 05:00", days],
  ["0 * ? * * *", hours, "2024-01-01 00:00 to 2024-01-01 01:00", hours],
  ["* * ? * * *", 1, "2024-01-01 00:00 to 2024-01-01 00:01", 1],
  ["0 0/4 ? * * *", 4 * hours, "2024-01-01 00:00 to 2024-01-01 04:00", 4 * hours],
  ["0 5/1 ? * * *", 6 * hours, "2024-01-01 23:00 to 2024-01-02 05:00", hours],
  ["0 13/12 ? * * *", days, "2024-01-01 13:00 to 2024-01-02 13:00", days],
  ["0 22-6 ? * * *", 16 * hours, "2024-01-01 06:00 to 2024-01-01 22:00", hours],
  ["50,0 * ? * * *", 50, "2024-01-01 00:00 to 2024-01-01 00:50", 10],
  ["0 5 ? * MON-FRI *", 3 * days, "2024-01-05 05:00 to 2024-01-08 05:00", days],
  ["0 20-2 ? * MON-FRI *", 2 * days + hours, "2024-01-05 23:00 to 2024-01-08 00:00", hours],
  ["0 5 ? * L *", 7 * days, "2024-01-06 05:00 to 2024-01-13 05:00", 7 * days],
  ["30 3 1 * ? *", 31 * days, "2024-01-01 03:30 to 2024-02-01 03:30", 28 * days],
  ["30 3 31 * ? *", 61 * days, "2024-03-31 03:30 to 2024-05-31 03:30", 31 * days],
  ["30 3 30 * ? *", 60 * days, "2024-01-30 03:30 to 2024-03-30 03:30", 30 * days],
  ["0 5 L * ? *", 31 * days, "2024-02-29 05:00 to 2024-03-31 05:00", 28 * days],
  ["0 5 1W * ? *", 33 * days, "2024-05-01 05:00 to 2024-06-03 05:00", 28 * days],
  ["0 5 ? * 6L *", 35 * days, "2024-02-23 05:00 to 2024-03-29 05:00", 28 * days],
  ["0 5 ? * 6#3 *", 35 * days, "2024-03-15 05:00 to 2024-04-19 05:00", 28 * days],
  ["0 5 1 1 ? *", 366 * days, "2024-01-01 05:00 to 2025-01-01 05:00", 365 * days],
  ["0 5 29 2 ? *", 2921 * days, "2096-02-29 05:00 to 2104-02-29 05:00", 1461 * days],
  ["0 5 ? 2 6#5 *", 14_609 * days, "2188-02-29 05:00 to 2228-02-29 05:00", 4382 * days],
];
test.each(endless)(
  "cron(%s) leaves %d minutes at most, from %s, and %d at least",
  (expression, widest, where, finest) => {
    const gaps = gapsOf(expression);

    if (gaps.kind !== "endless") throw new Error(gaps.kind);
    expect([gaps.widest.gapMinutes, words(gaps.widest), gaps.finest.gapMinutes]).toEqual([widest, where, finest]);
  },
);

test("looks for the worst gap from the given year on", () => {
  expect(gapsOf("30 3 30 * ? *", 2030)).toMatchObject({
    widest: { fromMinute: Date.UTC(2032, 0, 30, 3, 30) / 60_000, gapMinutes: 60 * days },
  });
  expect(gapsOf("0 5 29 2 ? *", 2105)).toMatchObject({
    widest: { fromMinute: Date.UTC(2196, 1, 29, 5) / 60_000, gapMinutes: 2921 * days },
  });
});

test("closes the cycle of the calendar: the last start of 400 years is followed by the first of the next", () => {
  // the one widest gap is 2072 to 2112; from 2073 on it comes round only where the cycle closes
  expect(gapsOf("0 5 ? 2 2#5 *", 2073)).toMatchObject({
    firstMinute: Date.UTC(2112, 1, 29, 5) / 60_000,
    widest: { fromMinute: Date.UTC(2472, 1, 29, 5) / 60_000, toMinute: Date.UTC(2512, 1, 29, 5) / 60_000 },
  });
});

test("says when a schedule for certain years ends, and judges the pause between its years", () => {
  expect(gapsOf("0 5 ? * * 2026,2028")).toEqual({
    kind: "ending",
    firstMinute: Date.UTC(2026, 0, 1, 5) / 60_000,
    lastMinute: Date.UTC(2028, 11, 31, 5) / 60_000,
    widest: {
      fromMinute: Date.UTC(2026, 11, 31, 5) / 60_000,
      toMinute: Date.UTC(2028, 0, 1, 5) / 60_000,
      gapMinutes: 366 * days,
    },
    finest: {
      fromMinute: Date.UTC(2026, 0, 1, 5) / 60_000,
      toMinute: Date.UTC(2026, 0, 2, 5) / 60_000,
      gapMinutes: days,
    },
  });
});

test("leaves out the years before the given one", () => {
  expect(gapsOf("0 5 1 1 ? 2020,2024,2025")).toMatchObject({ kind: "ending", widest: { gapMinutes: 366 * days } });
});

test.each([
  ["0 5 1 1 ? 2030", { kind: "once", firstMinute: Date.UTC(2030, 0, 1, 5) / 60_000 }],
  ["0 5 1 1 ? 2020", { kind: "never" }],
  ["0 5 30 2 ? *", { kind: "never" }],
  ["0 5 29 2 ? 2025-2027", { kind: "never" }],
])("cron(%s) has no gap to speak of", (expression, gaps) => {
  expect(gapsOf(expression)).toEqual(gaps);
});
