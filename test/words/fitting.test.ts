import { expect, test } from "vitest";
import { andMore, linesAndMore } from "../../src/words/and-more.ts";
import { cut } from "../../src/words/cut.ts";
import { grouped } from "../../src/words/grouped.ts";
import { howManyFit } from "../../src/words/how-many-fit.ts";
import { withoutControls } from "../../src/words/without-controls.ts";

test.each([
  [[], 2, ""],
  [["a"], 2, "a"],
  [["a", "b"], 2, "a, b"],
  [["a", "b", "c"], 2, "a, b and 1 more"],
  [Array.from({ length: 1_244 }, () => "a"), 1, "a and 1,243 more"],
])("of %j at most %d are named", (texts, most, said) => {
  expect(andMore(texts, most)).toBe(said);
});

test("lines beyond the most are counted in a line of their own", () => {
  expect(linesAndMore(["a", "b"], 2)).toEqual(["a", "b"]);
  expect(linesAndMore(["a", "b", "c", "d"], 2)).toEqual(["a", "b", "and 2 more"]);
  expect(linesAndMore(["a", "b", "c"], 2, " values")).toEqual(["a", "b", "and 1 more values"]);
});

test("a text that is too long says that there was more, and is never cut within a character", () => {
  expect(cut("abc", 3)).toBe("abc");
  expect(cut("abcd", 3)).toBe("abc…");
  expect(cut("ab😀", 3)).toBe("ab…");
  expect(cut("a😀b", 3)).toBe("a😀…");
});

test("parts fit up to the first for which there is no room", () => {
  expect(howManyFit([], 0)).toBe(0);
  expect(howManyFit([2, 3], 5)).toBe(2);
  expect(howManyFit([2, 3], 4)).toBe(1);
  expect(howManyFit([5, 1], 4)).toBe(0);
  expect(howManyFit([2, 9, 1], 4)).toBe(1);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [1_234_567, "1,234,567"],
])("%d is written %s", (number, written) => {
  expect(grouped(number)).toBe(written);
});

test("nothing speaks to the terminal, breaks its line or turns the text around", () => {
  expect(withoutControls("a\u001b[2J\n\u202eb\u2028é😀")).toBe("a?[2J??b?é😀");
});
