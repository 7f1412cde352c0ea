import { expect, test } from "vitest";
import { areApart, covers } from "../../../src/delivery/guard/pattern.ts";

test.each([
  ["a", "a", true],
  ["a", "b", false],
  ["a", "ab", false],
  ["ab", "a", false],
  ["", "", true],
  ["", "a", false],
  ["*", "", true],
  ["*", "a*b?c", true],
  ["a*", "a", true],
  ["a*", "ba", false],
  ["*a", "ba", true],
  ["*a", "ab", false],
  ["a*b*c", "a1b2b3c", true],
  ["a*b*c", "a1c2b", false],
  ["*ab", "aab", true],
  ["?", "a", true],
  ["?", "", false],
  ["?", "?", true],
  ["?", "*", false],
  ["a?c", "a*c", false],
  ["a?*", "a*", false],
  ["a?*", "ab*", true],
  ["**", "*", true],
  ["a.c", "abc", false],
  ["a\nb*", "a\nbc\nd", true],
])("%j covers %j: %s", (wide, narrow, does) => {
  expect(covers(wide, narrow)).toBe(does);
});

test("a pattern of many stars takes no longer for it", () => {
  expect(covers("*a".repeat(2_000), `${"a".repeat(20_000)}b`)).toBe(false);
});

test.each([
  ["iam:Get*", "iam:CreateRole", true],
  ["iam:Get*", "iam:GetRole", false],
  ["iam:Get*", "iam:List*", true],
  ["iam:*", "iam:List*", false],
  ["*", "iam:List*", false],
  ["*List*", "iam:Get*", false],
  ["iam:Get?ole", "iam:GetRole", false],
  ["iam:GetRole", "iam:GetRole", false],
  ["iam:GetRole", "iam:GetUser", true],
  ["sts:*", "iam:PassRole", true],
])("nothing is both %j and %j: %s", (one, other, are) => {
  expect(areApart(one, other)).toBe(are);
  expect(areApart(other, one)).toBe(are);
});
