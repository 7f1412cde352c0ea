import { expect, test } from "vitest";
import { byText } from "../src/by-text.ts";

test("items are sorted by code unit, and those with one text keep their order", () => {
  const items = ["b 1", "a 1", "B 1", "b 2", "ä 1", "a 2"];

  expect(items.toSorted(byText((item) => item.charAt(0)))).toEqual(["B 1", "a 1", "a 2", "b 1", "b 2", "ä 1"]);
  expect(byText((item: string) => item)("a", "a")).toBe(0);
});
