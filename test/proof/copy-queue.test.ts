import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyQueue } from "../../src/proof/copy-queue.ts";

test("what has room is made at once, what has none after the first", () => {
  const queue = new CopyQueue(5, 30);

  expect(queue.add(100, 5)).toBe(130);
  expect(queue.add(100, 1)).toBe(160);
  expect(queue.add(110, 4)).toBe(160);
  expect(queue.add(1000, 11)).toBe(1090);
});

test("it takes as long as when each copy takes the first place that is free", () => {
  const batch = fc.record({ after: fc.nat(50), count: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.array(batch, { minLength: 1, maxLength: 8 }), (places, batches) => {
      const queue = new CopyQueue(places, 10);
      const freeAt = Array.from({ length: places }, () => 0);
      let minute = 0;
      for (const { after, count } of batches) {
        minute += after;
        let last = 0;
        for (let copy = 0; copy < count; copy++) {
          const first = freeAt.indexOf(Math.min(...freeAt));
          freeAt[first] = Math.max(freeAt[first] ?? 0, minute) + 10;
          last = Math.max(last, freeAt[first] ?? 0);
        }
        expect(queue.add(minute, count)).toBe(last);
      }
    }),
  );
});
