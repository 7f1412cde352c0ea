import { expect, test } from "vitest";
import { lacking, later, ok, unknown } from "../../src/preflight/check.ts";
import { checkLines } from "../../src/preflight/check-text.ts";

test("what is lacking comes first, each kind is counted at the end", () => {
  const checks = [
    ...["one", "two", "three", "four"].map(ok),
    later("five", "the stack"),
    later("six", "the stack"),
    later("seven", "the stack"),
    unknown("eight", "a permission"),
    unknown("nine", "a permission"),
    lacking("ten", "none", "aws do this", "aws do that"),
  ];

  expect(checkLines(checks)).toEqual([
    "LACKING  ten: got none; use",
    "           aws do this",
    "           aws do that",
    "unknown  eight: could not be asked, needs a permission",
    "unknown  nine: could not be asked, needs a permission",
    "later    five: comes with the stack",
    "later    six: comes with the stack",
    "later    seven: comes with the stack",
    "ok       one",
    "ok       two",
    "ok       three",
    "ok       four",
    "",
    "1 lacking, 2 could not be asked, 3 come later, 4 there",
  ]);
});
