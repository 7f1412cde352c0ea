import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { describeDay } from "../../src/aws/describe-day.ts";

function described(expression: string) {
  const read = parseCron(`cron(${expression})`);
  if (!read.ok) throw new Error(read.got);
  return describeDay(read.schedule);
}

test.each([
  ["0 5 ? * * *"],
  ["0 * ? * * *"],
  ["0,30 * ? * * *"],
  ["0 0/4 ? * * *"],
  ["0 1,13 ? * * *"],
  ["30 3/6 ? * MON *"],
])("has nothing to say of cron(%s), which is even", (expression) => {
  expect(described(expression)).toBeUndefined();
});

test.each([
  ["0 5/1 ? * * *", "runs 05:00 to 23:00 and not from 00:00 to 04:00, which leaves a nightly gap of 6h"],
  ["0 1/1 ? * * *", "runs 01:00 to 23:00 and not at 00:00, which leaves a nightly gap of 2h"],
  ["0 0-21 ? * * *", "runs 00:00 to 21:00 and not from 22:00 to 23:00, which leaves a nightly gap of 3h"],
  ["30 8-18/2 ? * * *", "runs 08:30 to 18:30 and not from 20:30 to 06:30, which leaves a nightly gap of 14h"],
  ["0 22-6 ? * * *", "runs 22:00 to 06:00 and not from 07:00 to 21:00, which leaves a daily gap of 16h"],
  ["0 0,4,8,16,20 ? * * *", "runs 16:00 to 08:00 and not at 12:00, which leaves a daily gap of 8h"],
  ["0 0/5 ? * * *", "runs at 00:00, 05:00, 10:00, 15:00 and 20:00, which leaves gaps of 5h"],
  ["0 5,6 ? * * *", "runs at 05:00 and 06:00, which leaves a nightly gap of 23h"],
  ["15,45 1,2 ? * * *", "runs 01:15 to 02:45 and not from 03:15 to 00:45, which leaves a nightly gap of 1350m"],
  ["0 1,2,13 ? * * *", "runs at 01:00, 02:00 and 13:00, which leaves a nightly gap of 12h"],
  ["0,10 * ? * * *", "runs 48 times a day, which leaves gaps of 50m"],
  ["0 8/2 ? * MON-FRI *", "runs 08:00 to 22:00 and not from 00:00 to 06:00"],
  ["0 8/2 1 * ? *", "runs 08:00 to 22:00 and not from 00:00 to 06:00"],
  ["0 8/2 ? 1-11 * *", "runs 08:00 to 22:00 and not from 00:00 to 06:00"],
])("says of cron(%s) that it %s", (expression, text) => {
  expect(described(expression)).toBe(text);
});
