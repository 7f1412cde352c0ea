import { expect, test } from "vitest";
import { daysText, minutesText } from "../../src/words/units-text.ts";

test.each([
  [1, "1d"],
  [35, "35d"],
  [364, "364d"],
  [365, "1y"],
  [366, "366d"],
  [730, "2y"],
])("%d days are %s", (days, written) => {
  expect(daysText(days)).toBe(written);
});

test.each([
  [1, "1m"],
  [59, "59m"],
  [60, "1h"],
  [61, "61m"],
  [120, "2h"],
  [1380, "23h"],
  [1440, "1d"],
  [1441, "1441m"],
  [1500, "25h"],
  [2880, "2d"],
])("%d minutes are %s", (minutes, written) => {
  expect(minutesText(minutes)).toBe(written);
});
