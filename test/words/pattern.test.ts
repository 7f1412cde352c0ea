import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, meet } from "../../src/words/pattern.ts";
import { runs, seed } from "../support/soak.ts";

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
  ["iam:Get*", "iam:CreateRole", false],
  ["iam:Get*", "iam:GetRole", true],
  ["iam:Get*", "iam:List*", false],
  ["iam:*", "iam:List*", true],
  ["*", "iam:List*", true],
  ["*List*", "iam:Get*", true],
  ["iam:Get?ole", "iam:GetRole", true],
  ["iam:GetRole", "iam:GetRole", true],
  ["iam:GetRole", "iam:GetUser", false],
  ["sts:*", "iam:PassRole", false],
  ["sts:*", "iam:*", false],
  ["*Role", "*Roles", false],
  ["*Role", "Get*Role", true],
  ["a*b", "a", false],
  ["a?*", "a", false],
  ["?b*", "a?c*", true],
  ["?b*", "ac*", false],
  ["*?b", "*a?", true],
  ["*b", "?a", false],
  ["a??", "ab*", true],
  ["a??", "?b?", true],
  ["a??", "a?", false],
  ["", "*", true],
  ["", "?", false],
])("some text is both %j and %j: %s", (one, other, is) => {
  expect(meet(one, other)).toBe(is);
  expect(meet(other, one)).toBe(is);
});

/** Every text of at most four signs. */
const short = (function longer(left: number): readonly string[] {
  return left === 0 ? [""] : ["", ...["a", "b"].flatMap((sign) => longer(left - 1).map((rest) => sign + rest))];
})(4);
const naively = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });

test("two patterns are held against every short text that they stand for", () => {
  let [met, covered] = [0, 0];
  fc.assert(
    fc.property(patterns, patterns, (one, other) => {
      const both = short.filter((text) => naively(one, text) && naively(other, text));
      // two patterns of which one has no * meet in a text as short as that one, if at all
      if (both.length > 0 || !one.includes("*") || !other.includes("*")) expect(meet(one, other)).toBe(both.length > 0);
      met += both.length > 0 ? 1 : 0;
      if (!covers(one, other)) return;
      covered++;
      expect(short.filter((text) => naively(other, text) && !naively(one, text))).toEqual([]);
    }),
    { seed, numRuns: runs(2_000, 50_000) },
  );
  expect(Math.min(met, covered)).toBeGreaterThan(100);
});
