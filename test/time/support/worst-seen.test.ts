import { expect, test } from "vitest";
import { dayMs, hourMs } from "../../emulator/model/clock.ts";
import { worstSeen } from "./worst-seen.ts";

const point = (contentAt: number, completedAt: number, keptDays = 7) => ({
  contentAt: contentAt * hourMs,
  completedAt: completedAt * hourMs,
  expiresAt: contentAt * hourMs + keptDays * dayMs,
});
const worst = (points: readonly ReturnType<typeof point>[], from: number, until: number) => {
  const minutes = worstSeen(points, from * hourMs, until * hourMs);
  return minutes === null ? null : minutes / 60;
};

test("the worst loss is just before a recovery point can be used, or at the end", () => {
  expect(worst([point(0, 1), point(24, 26), point(48, 49)], 0, 60)).toBe(26);
  expect(worst([point(0, 1), point(24, 26), point(48, 49)], 0, 90)).toBe(42);
  expect(worst([point(0, 1), point(24, 26), point(48, 49)], 30, 60)).toBe(25);
  expect(worst([], 0, 60)).toBeNull();
});

test("a recovery point that completes late does not count as newer than it is", () => {
  expect(worst([point(0, 1), point(10, 12), point(5, 20), point(24, 30)], 0, 30)).toBe(20);
});

test("nothing is left when the last recovery point has expired, however many had been there", () => {
  expect(worst([point(0, 1, 1), point(48, 49, 1)], 0, 50)).toBe(Number.POSITIVE_INFINITY);
  // an older one that is kept longer is better than none
  expect(worst([point(0, 1, 7), point(10, 12, 1), point(48, 49, 1)], 0, 50)).toBe(49);
});
