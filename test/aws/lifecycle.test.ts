import { expect, test } from "vitest";
import { lifecycleFaults } from "../../src/aws/lifecycle.ts";

const faults = (deleteAfterDays: number | null, coldAfterDays: number | null, isContinuous = false) =>
  lifecycleFaults({ deleteAfterDays, coldAfterDays }, isContinuous).map(({ kind }) => kind);

test.each([
  [1, []],
  [0, ["retention-range"]],
  [-1, ["retention-range"]],
  [36_500, []],
  [36_501, ["retention-range"]],
  [null, []],
])("a recovery point is kept 1 to 36,500 days or for ever: %s", (days, expected) => {
  expect(faults(days, null)).toEqual(expected);
});

test.each([
  [98, 8, []],
  [97, 8, ["cold-too-short"]],
  [null, 8, []],
  [36_500, 36_410, []],
  [36_500, 36_411, ["cold-too-short"]],
])("kept %s days and cold after %s it is cold for 90", (days, cold, expected) => {
  expect(faults(days, cold)).toEqual(expected);
});

test.each([
  [1, null, []],
  [35, null, []],
  [36, null, ["continuous-too-long"]],
  [null, null, ["continuous-too-long"]],
  [0, null, ["retention-range"]],
  [35, 1, ["cold-too-short", "continuous-cold"]],
  [null, 1, ["continuous-too-long", "continuous-cold"]],
])("a continuous backup is kept 35 days at most, and warm: %s, cold after %s", (days, cold, expected) => {
  expect(faults(days, cold, true)).toEqual(expected);
});
