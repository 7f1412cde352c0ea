import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { describeStart } from "../../src/aws/describe-start.ts";
import { nextStart } from "../../src/aws/next-start.ts";

const minuteOf = (moment: string) => Date.parse(`${moment}Z`) / 60_000;

function startsAfter(expression: string, moment: string, count: number): readonly string[] {
  const result = parseCron(`cron(${expression})`);
  if (!result.ok) throw new Error(result.got);
  const starts: string[] = [];
  for (let at = nextStart(result.schedule, minuteOf(moment)); at !== undefined; at = nextStart(result.schedule, at)) {
    starts.push(describeStart(at));
    if (starts.length === count) break;
  }
  return starts;
}

const firstThree: readonly (readonly [expression: string, after: string, starts: readonly string[]])[] = [
  ["0 5 ? * * *", "2024-02-28T05:00", ["2024-02-29 05:00", "2024-03-01 05:00", "2024-03-02 05:00"]],
  ["0 5/1 * * ? *", "2024-01-01T22:30", ["2024-01-01 23:00", "2024-01-02 05:00", "2024-01-02 06:00"]],
  ["30 3 31 * ? *", "2024-01-31T03:30", ["2024-03-31 03:30", "2024-05-31 03:30", "2024-07-31 03:30"]],
  ["0 5 L * ? *", "2024-01-31T05:00", ["2024-02-29 05:00", "2024-03-31 05:00", "2024-04-30 05:00"]],
  ["0 5 29 2 ? *", "2096-02-29T05:00", ["2104-02-29 05:00", "2108-02-29 05:00", "2112-02-29 05:00"]],
  // the 1st of June 2024 is a Saturday, the 1st of September a Sunday
  ["0 5 1W 6-9 ? 2024", "2024-06-01T00:00", ["2024-06-03 05:00", "2024-07-01 05:00", "2024-08-01 05:00"]],
  ["0 5 1W 9 ? *", "2024-08-31T23:59", ["2024-09-02 05:00", "2025-09-01 05:00", "2026-09-01 05:00"]],
  // the 15th of June 2024 is a Saturday, the 15th of September a Sunday
  ["0 5 15W 6,9 ? *", "2024-06-01T00:00", ["2024-06-14 05:00", "2024-09-16 05:00", "2025-06-16 05:00"]],
  // the 31st of March 2024 is a Sunday; April has no 31st
  ["0 5 31W * ? *", "2024-03-01T00:00", ["2024-03-29 05:00", "2024-05-31 05:00", "2024-07-31 05:00"]],
  ["0 5 ? * 1 *", "2024-01-01T00:00", ["2024-01-07 05:00", "2024-01-14 05:00", "2024-01-21 05:00"]],
  ["0 5 ? * L *", "2024-01-01T00:00", ["2024-01-06 05:00", "2024-01-13 05:00", "2024-01-20 05:00"]],
  ["0 5 ? * 6L *", "2024-01-01T00:00", ["2024-01-26 05:00", "2024-02-23 05:00", "2024-03-29 05:00"]],
  ["0 5 ? * 6#3 *", "2024-01-01T00:00", ["2024-01-19 05:00", "2024-02-16 05:00", "2024-03-15 05:00"]],
  ["0 5 ? 2 6#5 *", "2024-01-01T00:00", ["2036-02-29 05:00", "2064-02-29 05:00", "2092-02-29 05:00"]],
  ["0/30 20-2 ? * MON-FRI *", "2024-01-05T23:30", ["2024-01-08 00:00", "2024-01-08 00:30", "2024-01-08 01:00"]],
  ["0 5 1 1 ? 2026-2028", "2026-01-01T05:00", ["2027-01-01 05:00", "2028-01-01 05:00"]],
  ["0 0 1 1 ? *", "1969-06-01T00:00", ["1970-01-01 00:00", "1971-01-01 00:00", "1972-01-01 00:00"]],
];
test.each(firstThree)("cron(%s) starts after %s at %j", (expression, after, starts) => {
  expect(startsAfter(expression, after, 3)).toEqual(starts);
});

test.each([
  ["0 5 30 2 ? *", "2024-01-01T00:00"],
  ["0 5 31 4,6,9,11 ? *", "2024-01-01T00:00"],
  ["0 5 31W 2 ? *", "2024-01-01T00:00"],
  ["0 5 29 2 ? 2025-2027", "2024-01-01T00:00"],
  ["0 5 1 1 ? 2020", "2024-01-01T00:00"],
  ["0 5 1 1 ? 2024", "2024-01-01T05:00"],
])("cron(%s) never starts after %s", (expression, after) => {
  expect(startsAfter(expression, after, 1)).toEqual([]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300])(
  "has no start after minute %s",
  (minute) => {
    const result = parseCron("cron(0 5 ? * * *)");

    expect(result.ok && nextStart(result.schedule, minute)).toBeUndefined();
  },
);
