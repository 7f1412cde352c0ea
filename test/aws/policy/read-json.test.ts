import { expect, test } from "vitest";
import type { JsonNode } from "../../../src/aws/policy/json-node.ts";
import { readJson } from "../../../src/aws/policy/read-json.ts";

function nodeOf(text: string): JsonNode {
  const reading = readJson(text);
  if (!reading.ok) throw new Error(reading.problems[0]?.message);
  return reading.root;
}

const problemOf = (text: string) => {
  const reading = readJson(text);
  return reading.ok ? null : reading.problems;
};

test("gives every part its place", () => {
  expect(nodeOf('{ "a": [1, "x"] }')).toEqual({
    kind: "object",
    offset: 0,
    members: [
      {
        key: "a",
        keyOffset: 2,
        value: {
          kind: "array",
          offset: 7,
          items: [
            { kind: "scalar", offset: 8, value: 1 },
            { kind: "scalar", offset: 11, value: "x" },
          ],
        },
      },
    ],
  });
});

test("counts places in UTF-16 code units, behind a byte order mark too", () => {
  expect(nodeOf('\uFEFF["😀", true]')).toMatchObject({ offset: 1, items: [{ offset: 2 }, { offset: 8, value: true }] });
});

const useAValue = "use a value: an object, a list, text in double quotes, a number, true, false or null";

test.each([
  ["an empty text", "", 0, `got the end of the text; ${useAValue}`],
  ["an object without an end", '{"a": 1', 7, "got the end of the text; use , or }"],
  ["a list without an end", "[1", 2, "got the end of the text; use , or ]"],
  ["a list without its last item", "[1,", 3, `got the end of the text; ${useAValue}`],
  ["a comma before }", '{"a": 1,}', 7, "got a comma before }; remove it"],
  ["a comma before ]", "[1, ]", 2, "got a comma before ]; remove it"],
  ["a line comment", '{"a": 1} // why', 9, "got a comment, and JSON has none; remove it"],
  ["a block comment", '{/* why */"a": 1}', 1, "got a comment, and JSON has none; remove it"],
  ["a bare key", "{plans: {}}", 1, "got plans; use a key in double quotes"],
  ["single quotes", "{'plans': {}}", 1, "got '; use a key in double quotes"],
  ["a missing colon", '{"a" 1}', 5, "got 1; use : and a value after the key"],
  ["a missing comma", '{"a": 1 "b": 2}', 8, 'got "; use , or }'],
  ["a second value", "{} {}", 3, "got {; use nothing after the end of the JSON value"],
  ["a word", "[None]", 1, `got None; ${useAValue}`],
  ["a property that every object has", "[toString]", 1, `got toString; ${useAValue}`],
  ["a leading zero", "[01]", 1, `got 01; ${useAValue}`],
  ["a leading plus", "[+1]", 1, `got +1; ${useAValue}`],
  ["a number that ends in a point", "[1.]", 1, `got 1.; ${useAValue}`],
  ["text without an end", '["abc', 1, 'got text without an end; use " to end it'],
  [
    "a line break in text",
    '["a\nb"]',
    3,
    'got a line break or another control character in text; use \\n or \\u000a, or end the text with "',
  ],
  ["an unknown escape", '["a\\xb"]', 3, "got \\x in text; use \\\\ for a backslash"],
  ["half an escape", '["\\u12"]', 2, "got \\u in text; use \\\\ for a backslash"],
])("refuses %s", (_, text, offset, message) => {
  expect(problemOf(text)).toEqual([{ offset, message }]);
  expect(() => JSON.parse(text)).toThrow();
});

test.each([
  ["[-0.5e+10]", -0.5e10],
  ["[1E400]", Number.POSITIVE_INFINITY],
  ['["\\u0041\\n\\/"]', "A\n/"],
  ['["\\ud83d"]', "\ud83d"],
])("takes %s", (text, value) => {
  expect(nodeOf(text)).toMatchObject({ items: [{ value }] });
});

test("finds keys that stand twice, in whichever object", () => {
  expect(readJson('{"a": {"b/c": 1, "~": 2, "b/c": 3, "~": 4}, "d": [{"e": 1, "e": 1}], "a": 5}')).toMatchObject({
    ok: true,
    duplicates: [
      { key: "b/c", pointer: "/a/b~1c", offset: 25 },
      { key: "~", pointer: "/a/~0", offset: 35 },
      { key: "e", pointer: "/d/0/e", offset: 59 },
      { key: "a", pointer: "/a", offset: 69 },
    ],
  });
  expect(readJson('{"a": {"b": 1}, "c": {"b": 1}}')).toMatchObject({ ok: true, duplicates: [] });
});

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

test("takes 100 levels of nesting and no more, however many there are", () => {
  expect(problemOf(nested(100))).toBeNull();
  for (const text of [nested(101), nested(100_000), "[".repeat(100_000), '{"a":'.repeat(100_000)]) {
    expect(problemOf(text)).toMatchObject([{ message: "got more than 100 levels of nesting; use fewer" }]);
  }
});

test.each([
  ["items", `[${"1,".repeat(2_000_000)}1]`],
  ["text", `["${"x".repeat(10_000_000)}"]`],
  ["white space", `${" ".repeat(10_000_000)}1`],
])("reads ten million characters of %s", (_, text) => {
  expect(problemOf(text)).toBeNull();
});
