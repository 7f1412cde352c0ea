import { expect, test } from "vitest";
import type { JsonNode } from "../../../src/aws/policy/json-node.ts";
import { readJson } from "../../../src/aws/policy/read-json.ts";

function nodeOf(text: string): JsonNode {
  const reading = readJson(text);
  if (!reading.ok) throw new Error(reading.problems[0]?.got);
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
  ["an empty text", "", 0, { got: "got the end of the text", use: useAValue }],
  ["an object without an end", '{"a": 1', 7, { got: "got the end of the text", use: "use , or }" }],
  ["a list without an end", "[1", 2, { got: "got the end of the text", use: "use , or ]" }],
  ["a list without its last item", "[1,", 3, { got: "got the end of the text", use: useAValue }],
  ["a comma before }", '{"a": 1,}', 7, { got: "got a comma before }", use: "remove it" }],
  ["a comma before ]", "[1, ]", 2, { got: "got a comma before ]", use: "remove it" }],
  ["a line comment", '{"a": 1} // why', 9, { got: "got a comment, and JSON has none", use: "remove it" }],
  ["a block comment", '{/* why */"a": 1}', 1, { got: "got a comment, and JSON has none", use: "remove it" }],
  ["a bare key", "{plans: {}}", 1, { got: "got plans", use: "use a key in double quotes" }],
  ["single quotes", "{'plans': {}}", 1, { got: "got '", use: "use a key in double quotes" }],
  ["a missing colon", '{"a" 1}', 5, { got: "got 1", use: "use : and a value after the key" }],
  ["a missing comma", '{"a": 1 "b": 2}', 8, { got: 'got "', use: "use , or }" }],
  ["a second value", "{} {}", 3, { got: "got {", use: "use nothing after the end of the JSON value" }],
  ["a word", "[None]", 1, { got: "got None", use: useAValue }],
  ["a property that every object has", "[toString]", 1, { got: "got toString", use: useAValue }],
  ["a leading zero", "[01]", 1, { got: "got 01", use: useAValue }],
  ["a leading plus", "[+1]", 1, { got: "got +1", use: useAValue }],
  ["a number that ends in a point", "[1.]", 1, { got: "got 1.", use: useAValue }],
  ["text without an end", '["abc', 1, { got: "got text without an end", use: 'use " to end it' }],
  [
    "a line break in text",
    '["a\nb"]',
    3,
    { got: "got a line break or another control character in text", use: 'use \\n or \\u000a, or end the text with "' },
  ],
  ["an unknown escape", '["a\\xb"]', 3, { got: "got \\x in text", use: "use \\\\ for a backslash" }],
  ["half an escape", '["\\u12"]', 2, { got: "got \\u in text", use: "use \\\\ for a backslash" }],
  ["a line break behind a backslash", '["a\\\nb"]', 3, { got: "got \\\\n in text", use: "use \\\\ for a backslash" }],
])("refuses %s", (_, text, offset, clauses) => {
  expect(problemOf(text)).toEqual([{ offset, ...clauses }]);
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
    expect(problemOf(text)).toMatchObject([{ got: "got more than 100 levels of nesting", use: "use fewer" }]);
  }
});

test.each([
  ["items", `[${"1,".repeat(2_000_000)}1]`],
  ["text", `["${"x".repeat(10_000_000)}"]`],
  ["white space", `${" ".repeat(10_000_000)}1`],
])("reads ten million characters of %s", (_, text) => {
  expect(problemOf(text)).toBeNull();
});
