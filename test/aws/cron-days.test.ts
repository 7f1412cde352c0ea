import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";

const weekDays = "use 1 (SUN) to 7 (SAT) or SUN to SAT, a list 2,4, a range MON-FRI, L, 6L, 6#3, * or ?";

test.each([
  ["1,6L", "use 6L or L alone, not in a list"],
  ["2-6L", weekDays],
  ["-6L", weekDays],
  ["8L", weekDays],
  ["FRIL", "use 6L, because AWS documents a number before L"],
])("%s is no day of the week", (written, use) => {
  expect(parseCron(`cron(0 5 ? * ${written} *)`)).toEqual({
    ok: false,
    got: `got ${JSON.stringify(written)} in the day-of-week field`,
    use,
  });
});

test("6L is the last Friday of a month", () => {
  expect(parseCron("cron(0 5 ? * 6L *)")).toMatchObject({ schedule: { days: { on: "last-day-of-week", day: 6 } } });
});
