import { expect, test } from "vitest";
import { shuffled } from "./shuffled.ts";

const items = Array.from({ length: 30 }, (_, index) => index);

test("a seed gives one order, another seed another, and every item stays", () => {
  expect(shuffled(items, "1")).toEqual(shuffled(items, "1"));
  expect(shuffled(items, "1")).not.toEqual(shuffled(items, "2"));
  expect(shuffled(items, "1")).not.toEqual(items);
  expect(shuffled(items, "1").toSorted((one, two) => one - two)).toEqual(items);
});
