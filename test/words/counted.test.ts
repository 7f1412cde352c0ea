import { expect, test } from "vitest";
import { counted } from "../../src/words/counted.ts";

test.each([
  [0, "0 stacks"],
  [1, "1 stack"],
  [999, "999 stacks"],
  [1000, "1,000 stacks"],
  [1234567, "1,234,567 stacks"],
])("%i are counted", (number, text) => {
  expect(counted(number, "stack")).toBe(text);
});
