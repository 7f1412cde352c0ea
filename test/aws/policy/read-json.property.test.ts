import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonNode } from "../../../src/aws/policy/json-node.ts";
import { readJson } from "../../../src/aws/policy/read-json.ts";
import { runs, seed } from "../../support/soak.ts";

const parameters = { seed, numRuns: runs(1_000, 100_000) };

function plainOf(node: JsonNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(plainOf);
  return Object.fromEntries(node.members.map(({ key, value }) => [key, plainOf(value)]));
}

/** Every part of a text that is read, with what stands at its place. */
function partsOf(node: JsonNode, text: string): readonly [string, string][] {
  if (node.kind === "scalar") return [[JSON.stringify(node.value).charAt(0), text.charAt(node.offset)]];
  const below =
    node.kind === "array"
      ? node.items
      : node.members.map(({ key, keyOffset, value }) => {
          expect(
            JSON.parse(`${text.slice(keyOffset, text.indexOf(":", keyOffset + JSON.stringify(key).length))}`),
          ).toBe(key);
          return value;
        });
  return [
    [node.kind === "array" ? "[" : "{", text.charAt(node.offset)],
    ...below.flatMap((each) => partsOf(each, text)),
  ];
}

const spaces = fc.constantFrom(0, 1, "\t", " \n");
const texts = fc
  .tuple(fc.jsonValue({ maxDepth: 6, stringUnit: "binary" }), spaces)
  .map(([value, space]) => JSON.stringify(value, null, space as number | string));

test("reads what JSON.parse reads, whatever the white space", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const reading = readJson(text);
      if (!reading.ok) throw new Error(reading.problems[0]?.got);
      expect(plainOf(reading.root)).toEqual(JSON.parse(text));
      expect(reading.duplicates).toEqual([]);
    }),
    parameters,
  );
});

test("gives each part the place at which it begins", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const reading = readJson(text);
      if (!reading.ok) throw new Error(reading.problems[0]?.got);
      for (const [expected, found] of partsOf(reading.root, text)) expect(found).toBe(expected);
    }),
    parameters,
  );
});

/** JSON of which a piece was lost, doubled or replaced. */
const broken = fc
  .tuple(
    texts,
    fc.nat(),
    fc.nat(6),
    fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(",", '"', "}", "]", "\\", "{", "//")),
  )
  .map(([text, at, length, piece]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + piece + text.slice(start + length);
  });

test("takes and refuses what JSON.parse takes and refuses, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(broken, fc.string({ unit: "binary" }), fc.string()), (text) => {
      const reading = readJson(text);
      let parsed: { value: unknown } | undefined;
      try {
        parsed = { value: JSON.parse(text) };
      } catch {}
      expect(reading.ok).toBe(parsed !== undefined);
      if (reading.ok) expect(plainOf(reading.root)).toEqual(parsed?.value);
      else expect(reading.problems).toHaveLength(1);
    }),
    parameters,
  );
});
