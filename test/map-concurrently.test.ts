import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapConcurrently } from "../src/map-concurrently.ts";

test("gives results in the order of the items, whichever is done first", async () => {
  const results = await mapConcurrently([30, 1, 10], 3, async (delay) => {
    await setTimeout(delay);
    return delay * 2;
  });

  expect(results).toEqual([60, 2, 20]);
});

test.each([1, 2, 5])("works on %i at a time and no more", async (jobs) => {
  let [running, most] = [0, 0];

  await mapConcurrently([1, 2, 3, 4, 5, 6, 7, 8], jobs, async () => {
    most = Math.max(most, ++running);
    await setTimeout(2);
    running--;
  });

  expect(most).toBe(jobs);
});

test("begins nothing after an error, and waits for what is under way", async () => {
  const done: number[] = [];

  const work = mapConcurrently([1, 2, 3, 4], 2, async (item) => {
    if (item === 1) throw new Error("no space left on device");
    await setTimeout(5);
    done.push(item);
  });

  await expect(work).rejects.toThrow("no space left on device");
  expect(done).toEqual([2]);
});
