import { expect, test } from "vitest";
import { code, fence, names, prose } from "../../src/words/markdown.ts";

test.each([
  ["plain words", "keep 35 days", "keep 35 days"],
  ["signs of Markdown", "a_b *c* [d](e) `f` | ~g~ $h$ \\", "a\\_b \\*c\\* \\[d\\](e) \\`f\\` \\| \\~g\\~ \\$h\\$ \\\\"],
  ["HTML", "<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
  ["a comment", "<!-- lockstep:plan -->", "&lt;!-- lockstep:plan --&gt;"],
  ["somebody", "ask @acme/security", "ask @\u200bacme/security"],
  ["another issue", "see #12 and GH-12", "see \\#\u200b12 and GH-\u200b12"],
  ["an address", "https://evil.example www.evil.example", "https://\u200bevil.example www.\u200bevil.example"],
  ["several lines", " a\n\n# b ", "a \\#\u200b b"],
  ["terminal codes and turned text", "a\u001b[31m\u202eb", "a?\\[31m?b"],
  ["half a character", "a\ud83d", "a?"],
])("prose of %s", (_, text, shown) => {
  expect(prose(text)).toBe(shown);
});

test.each([
  ["an address", 'aws_x.a["b"]', '`aws_x.a["b"]`'],
  ["backticks", "a``b", "```a``b```"],
  ["a backtick at its start", "`a", "`` `a ``"],
  ["nothing", "", "`  `"],
  ["several lines", "a\n- b", "`a - b`"],
  ["a comment", "<!-- a", "`<\u200b!-- a`"],
  ["a text that is too long", "x".repeat(201), `\`${"x".repeat(200)}…\``],
  ["a text that just fits", "x".repeat(200), `\`${"x".repeat(200)}\``],
  ["a pair that the end would halve", `${"x".repeat(199)}🙂`, `\`${"x".repeat(199)}…\``],
])("code of %s", (_, text, shown) => {
  expect(code(text)).toBe(shown);
});

test.each([
  ["plain lines, however many", Array(9).fill("line"), ["```", ...Array(9).fill("line"), "```"]],
  ["a fence", ["a", "````"], ["`````", "a", "````", "`````"]],
  ["a line end within a line", ["a\nb"], ["```", "a b", "```"]],
])("a block of %s", (_, lines, shown) => {
  expect(fence(lines)).toBe(shown.join("\n"));
});

test("of many names some are shown", () => {
  expect(names(["a", "b"], 2)).toBe("`a`, `b`");
  expect(names(["a", "b", "c"], 2)).toBe("`a`, `b` and 1 more");
});
