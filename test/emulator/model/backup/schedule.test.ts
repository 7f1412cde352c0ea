import { expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../clock.ts";
import { Schedule } from "./schedule.ts";
import { startsWithin } from "./starts.ts";

const day = Date.UTC(2027, 11, 20) / dayMs;
const startsOf = (expression: string, after: number, to: number) =>
  Schedule.of(expression)?.startsBetween(after, to) ?? null;

test.each([
  "cron(0 5 ? * * *)",
  "cron(15 */6 * * ? *)",
  "cron(0 3 L * ? *)",
  "cron(0 3 1W * ? *)",
  "cron(30 2 29 2 ? *)",
  "cron(0 1 ? * MON#1 *)",
  "cron(0 1 ? * FRIL *)",
  "cron(0 1 1 1,7 ? 2028)",
])("%s starts in 400 days when asking every minute says so", (expression) => {
  const fields = expression.slice("cron(".length, -1);
  const wanted = startsWithin(fields, day, 400).map((minute) => minute * minuteMs);

  expect(startsOf(expression, day * dayMs - 1, (day + 400) * dayMs - 1)).toEqual(wanted);
  expect(wanted.length).toBeGreaterThan(0);
});

test("the moment that it is asked after does not count, the last one does", () => {
  const at = day * dayMs + 5 * hourMs;

  expect(startsOf("cron(0 5 ? * * *)", at, at + dayMs)).toEqual([at + dayMs]);
  expect(startsOf("cron(0 5 ? * * *)", at - 1, at + dayMs - 1)).toEqual([at]);
  expect(startsOf("cron(0 5 ? * * *)", at, at)).toEqual([]);
});

test.each(["rate(1 day)", "cron(0 5 * * * *)", "cron(0 5 ? * ? *)", "cron(60 5 ? * * *)", ""])(
  "AWS cannot read %j",
  (expression) => {
    expect(startsOf(expression, 0, 0)).toBeNull();
  },
);
