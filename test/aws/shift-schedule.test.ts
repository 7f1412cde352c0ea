import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { nextStart } from "../../src/aws/next-start.ts";
import { shiftSchedule } from "../../src/aws/shift-schedule.ts";
import { cronExpressions } from "../support/cron-expression.ts";

test.each([
  ["cron(30 1 ? * * *)", 0, "cron(30 1 ? * * *)"],
  ["cron(30 1 ? * * *)", 30, "cron(0 2 ? * * *)"],
  ["cron(30 1 ? * * *)", 210, "cron(0 5 ? * * *)"],
  ["cron(0 0/4 ? * * *)", 90, "cron(30 1,5,9,13,17,21 ? * * *)"],
  ["cron(0 0/4 ? * * *)", 240, "cron(0 0,4,8,12,16,20 ? * * *)"],
  ["cron(0 * ? * * *)", 90, "cron(30 * ? * * *)"],
  ["cron(30 23 ? * * *)", 60, "cron(30 0 ? * * *)"],
  ["cron(0 5 * * ? *)", 30, "cron(30 5 * * ? *)"],
  ["cron(30 11 1 * ? *)", 60, "cron(30 12 1 * ? *)"],
  ["cron(0 3 ? * MON-FRI 2027-2030)", 1230, "cron(30 23 ? * MON-FRI 2027-2030)"],
  // the day would be another
  ["cron(0 3 ? * SUN *)", 1260, null],
  ["cron(30 23 L * ? *)", 30, null],
  ["cron(0 12,23 1 * ? *)", 60, null],
  // the first hour would begin half past, the last end there
  ["cron(0,45 1 ? * SUN *)", 30, null],
  ["cron(0,30 1 ? * SUN *)", 60, "cron(0,30 2 ? * SUN *)"],
  ["rate(1 day)", 30, null],
])("%s, %i minutes later", (expression, minutes, expected) => {
  expect(shiftSchedule(expression, minutes)).toBe(expected);
});

test("every start comes so much later and there is no other, whatever the schedule", () => {
  let shifted = 0;
  fc.assert(
    fc.property(
      cronExpressions(fc.constant("*")),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 0, max: 500_000 }),
      (fields, halfHours, from) => {
        const minutes = halfHours * 30;
        const after = Date.UTC(2027, 0) / 60_000 + from;
        const later = shiftSchedule(`cron(${fields})`, minutes);
        fc.pre(later !== null);
        const [was, is] = [`cron(${fields})`, later ?? ""].map((text) => {
          const read = parseCron(text);
          if (!read.ok) throw new Error(`got ${text}`);
          return read.schedule;
        });
        if (!was || !is) return;
        shifted += 1;
        const start = nextStart(was, after);
        expect(nextStart(is, after + minutes)).toBe(start === undefined ? undefined : start + minutes);
      },
    ),
  );
  expect(shifted).toBeGreaterThan(20);
});
