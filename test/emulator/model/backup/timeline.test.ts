import { expect, test } from "vitest";
import { Random, uuidOf } from "./random.ts";
import { Timeline } from "./timeline.ts";

test("things happen in order of time, and of planning where they happen at once", async () => {
  const timeline = new Timeline();
  const random = new Random(7);
  const times = Array.from({ length: 500 }, () => random.between(0, 99));
  const happened: string[] = [];
  for (const [index, time] of times.entries()) timeline.plan(time, () => void happened.push(`${time} ${index}`));

  for (let next = timeline.takeUntil(99); next !== null; next = timeline.takeUntil(99)) await next.happen();

  const wanted = times.map((time, index) => ({ time, index })).sort((a, b) => a.time - b.time || a.index - b.index);
  expect(happened).toEqual(wanted.map(({ time, index }) => `${time} ${index}`));
});

test("nothing happens before its time", () => {
  const timeline = new Timeline();
  timeline.plan(10, () => {});

  expect(timeline.takeUntil(9)).toBeNull();
  expect(timeline.takeUntil(10)).toMatchObject({ at: 10 });
  expect(timeline.takeUntil(10)).toBeNull();
});

test("the same seed gives the same numbers, within both ends", () => {
  const numbers = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 1000 }, () => random.between(3, 7));
  };

  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect([...new Set(numbers(1))].sort()).toEqual([3, 4, 5, 6, 7]);
});

test("ids look like AWS's, and do not repeat", () => {
  const random = new Random(1);
  const ids = Array.from({ length: 1000 }, () => random.uuid());

  expect(new Set(ids).size).toBe(1000);
  for (const id of [...ids, uuidOf("a plan")]) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(uuidOf("a plan")).toBe(uuidOf("a plan"));
  expect(uuidOf("a plan")).not.toBe(uuidOf("another"));
});
