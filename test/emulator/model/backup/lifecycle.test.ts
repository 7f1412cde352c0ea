import { expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import { coldAt, expiryOf, lifecycleFault, lifecycleFrom, lifecycleOutput } from "./lifecycle.ts";
import { resourceFeatures } from "./resource-features.ts";

const fault = (deleteAfterDays: number | null, coldAfterDays: number | null = null, isContinuous = false) =>
  lifecycleFault({ deleteAfterDays, coldAfterDays, archives: false }, isContinuous);

const range = "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days";
const cold = "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays";
const least = "Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1";
const long = "Invalid lifecycle. EnableContinuousBackup must have DeleteAfterDays between 1 and 35 days";

test.each([
  [1, null, null],
  [0, null, range],
  [36_500, null, null],
  [36_501, null, range],
  [null, null, null],
  [null, 30, null],
  [120, 30, null],
  [119, 30, cold],
  [91, 1, null],
  [91, 0, least],
])("kept for %s days, cold after %s: %s", (deleteAfterDays, coldAfterDays, expected) => {
  expect(fault(deleteAfterDays, coldAfterDays)).toBe(expected);
});

test.each([
  [35, null, null],
  [36, null, long],
  [1, null, null],
  [null, null, long],
  [null, 5, long],
])("continuous, kept for %s days, cold after %s: %s", (deleteAfterDays, coldAfterDays, expected) => {
  expect(fault(deleteAfterDays, coldAfterDays, true)).toBe(expected);
});

test("continuous backups never go cold: 90 days there do not fit into 35", () => {
  expect(fault(35, 1, true)).toBe(cold);
});

test("what is not said, and -1, means for ever", () => {
  const forEver = { deleteAfterDays: null, coldAfterDays: null, archives: false };

  expect(lifecycleFrom(undefined)).toEqual(forEver);
  expect(lifecycleFrom({})).toEqual(forEver);
  expect(lifecycleFrom({ DeleteAfterDays: -1, MoveToColdStorageAfterDays: -1 })).toEqual(forEver);
  expect(expiryOf(1000, forEver)).toBeNull();
  expect(lifecycleOutput(forEver)).toEqual({});
});

test("retention counts from the creation", () => {
  const lifecycle = lifecycleFrom({ DeleteAfterDays: 7 });

  expect(expiryOf(1000, lifecycle)).toBe(1000 + 7 * dayMs);
  expect(lifecycleOutput(lifecycle)).toEqual({ DeleteAfterDays: 7 });
});

test("kinds without cold storage ignore the move, and volumes go only when they are asked to", () => {
  const lifecycle = lifecycleFrom({ DeleteAfterDays: 120, MoveToColdStorageAfterDays: 30 });
  const archiving = { ...lifecycle, archives: true };
  const moved = 30 * dayMs;

  expect(coldAt(0, lifecycle, resourceFeatures.EFS)).toBe(moved);
  expect(coldAt(0, lifecycle, resourceFeatures.EBS)).toBeNull();
  expect(coldAt(0, archiving, resourceFeatures.EBS)).toBe(moved);
  expect(coldAt(0, archiving, resourceFeatures["RDS instance"])).toBeNull();
  expect(coldAt(0, lifecycleFrom({ DeleteAfterDays: 120 }), resourceFeatures.EFS)).toBeNull();
});
