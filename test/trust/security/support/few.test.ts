import { expect, test } from "vitest";
import { few } from "./few.ts";

test("as many as there are, while they are few", () => {
  expect(few(["one", "two", "three"], 2)).toBe("one, two, three");
});

test("the first of many, and how many more", () => {
  expect(few(["one", "two", "three", "four"], 2)).toBe("one, two and 2 more");
});

test("what all begin with is said once", () => {
  expect(few(["the role a", "the role b", "the role c", "the role d"], 1)).toBe("the role a and 3 more");
  expect(few(["the role a", "the role b"], 2)).toBe("the role a, b");
  expect(few(["the role a", "the user b"], 2)).toBe("the role a, user b");
});
