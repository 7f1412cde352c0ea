import { expect, test } from "vitest";
import { oneLine } from "../../src/words/one-line.ts";

test.each([
  ["plain text, of whatever language", 'a "é" \\n 😀 日本', 'a "é" \\n 😀 日本'],
  ["the ends of lines", "a\nb\r\nc\u0085d\u2028e\u2029f", "a\\nb\\r\\nc\\u0085d\\u2028e\\u2029f"],
  ["what speaks to a terminal", "\u001b[2J\u0000\t\b\u007f\u009b31m", "\\u001b[2J\\u0000\\t\\b\\u007f\\u009b31m"],
  ["what turns the direction around, or is not seen", "a\u202eb\u200bc\ufeffd", "a\\u202eb\\u200bc\\ufeffd"],
  ["what takes more than four digits", "a\u{e0001}b", "a\\u{e0001}b"],
])("%s stands on one line", (_, text, shown) => {
  expect(oneLine(text)).toBe(shown);
});
