import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/delivery/stack/canonical-json.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";

test.each([
  ["keys sorted at any depth", { b: { d: 1, c: 2 }, a: [{ f: 3, e: 4 }] }, '{"a":[{"e":4,"f":3}],"b":{"c":2,"d":1}}'],
  ["keys sorted by code unit", { a: 1, B: 2, ä: 3, "10": 4, "9": 5 }, '{"10":4,"9":5,"B":2,"a":1,"ä":3}'],
  ['no "//" at any depth', { "//": 1, a: { "//": { b: 2 }, c: [{ "//": 3 }] } }, '{"a":{"c":[{}]}}'],
  ['"//" kept where it is a value', { a: "//", b: ["//"] }, '{"a":"//","b":["//"]}'],
  ["lists in their order", [3, 1, 2], "[3,1,2]"],
  ["what is not an object as it is", [null, true, "é\n", 1.5, [], {}], '[null,true,"é\\n",1.5,[],{}]'],
])("has %s", (_, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test("keeps a key called __proto__, which an assignment would lose", () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
});

test("hashes to 64 hexadecimal digits, the same on every machine", () => {
  expect(configHash({ b: 1, "//": 2, a: [] })).toBe("1c8f8816506a8ccbc55140d8a7bb70214a8942c7030fc0fc2914cec675cd1c15");
});

const json = fc.jsonValue({ maxDepth: 4 });

test("is the same in whatever order keys were written", () => {
  fc.assert(
    fc.property(json, fc.infiniteStream(fc.nat()), (value, order) => {
      expect(canonicalJson(shuffled(value, order))).toBe(canonicalJson(value));
    }),
  );
});

test('is the same with or without "//" keys, wherever they stand', () => {
  fc.assert(
    fc.property(json, json, (value, note) => {
      expect(canonicalJson(annotated(value, note))).toBe(canonicalJson(value));
    }),
  );
});

test("holds everything but order and notes, so that different values have different texts", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(withoutNotes(JSON.parse(JSON.stringify(value))));
    }),
  );
});

function shuffled(value: unknown, order: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => ({ key, part, rank: order.next().value as number }));
  return Object.fromEntries(
    entries.sort((a, b) => a.rank - b.rank).map(({ key, part }) => [key, shuffled(part, order)]),
  );
}

function annotated(value: unknown, note: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => annotated(item, note));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, annotated(part, note)] as const);
  return Object.fromEntries([["//", note], ...entries.filter(([key]) => key !== "//")]);
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, part]) => [key, withoutNotes(part)]),
  );
}
