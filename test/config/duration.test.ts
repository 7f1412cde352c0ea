import { expect, test } from "vitest";
import { daysOf, minutesOf, retentionPattern, timePattern } from "../../src/config/duration.ts";

test.each([
  ["30m", 30],
  ["6h", 360],
  ["2d", 2_880],
  ["999999m", 999_999],
])("%s are %d minutes", (time, minutes) => {
  expect(timePattern.test(time)).toBe(true);
  expect(minutesOf(time)).toBe(minutes);
});

test.each([
  ["35d", 35],
  ["6w", 42],
  ["7y", 2_555],
])("%s are %d days", (retention, days) => {
  expect(retentionPattern.test(retention)).toBe(true);
  expect(daysOf(retention)).toBe(days);
});

test.each(["1.5h", "-1h", " 1h", "h", "1", "1hm", "1h ", "1w", "1H", "1234567m"])("%j is no time", (text) => {
  expect(timePattern.test(text)).toBe(false);
});

test.each(["1.5y", "-1d", " 1d", "d", "1", "1dy", "1d ", "1h", "1Y", "1234567d"])("%j is no retention", (text) => {
  expect(retentionPattern.test(text)).toBe(false);
});
