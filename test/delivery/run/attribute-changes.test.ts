import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeChanges } from "../../../src/delivery/run/attribute-changes.ts";
import { pathText } from "../../../src/delivery/terraform/attribute-path.ts";
import type { Change } from "../../../src/delivery/terraform/plan-json.ts";
import { runs } from "../../support/soak.ts";

const change = (before: unknown, after: unknown, more: Partial<Change> = {}): Change => ({
  actions: ["update"],
  before,
  after,
  ...more,
});

test.each<[string, Change, [string, string | null, string | null][]]>([
  ["nothing", change({ a: 1, b: [true] }, { b: [true], a: 1 }), []],
  ["a value", change({ days: 35 }, { days: 90 }), [["days", "35", "90"]]],
  ["a value that is new", change({}, { days: 90 }), [["days", null, "90"]]],
  [
    "a value that goes, as null or for good",
    change({ a: 1, b: 2 }, { a: null }),
    [
      ["a", "1", null],
      ["b", "2", null],
    ],
  ],
  [
    "a whole resource that is created",
    change(null, { name: "x", tags: { k: "v" } }),
    [
      ["name", null, "x"],
      ["tags.k", null, "v"],
    ],
  ],
  ["a whole resource that is deleted", change({ name: "x" }, null), [["name", "x", null]]],
  [
    "a list",
    change({ list: ["a", "b"] }, { list: ["a", "c", "d"] }),
    [
      ["list[1]", "b", "c"],
      ["list[2]", null, "d"],
    ],
  ],
  ["a key with a dot", change({ m: { "a.b c": 1 } }, { m: { "a.b c": 2 } }), [['m["a.b c"]', "1", "2"]]],
  [
    "a policy document, at the leaf that changes",
    change(
      { content: JSON.stringify({ plans: { gold: { days: { "@@assign": "35" }, same: 1 } } }) },
      { content: JSON.stringify({ plans: { gold: { same: 1, days: { "@@assign": "90" } } } }) },
    ),
    [["content.plans.gold.days.@@assign", "35", "90"]],
  ],
  ["text that only looks like a document", change({ a: "{x" }, { a: "{y" }), [["a", "{x", "{y"]]],
  ["an empty document", change({ a: "{}" }, { a: "[]" }), [["a", "{}", "[]"]]],
  [
    "what is known after the apply",
    change({ arn: "old" }, {}, { after_unknown: { arn: true, list: [false, true] } }),
    [
      ["arn", "old", "(known after apply)"],
      ["list[1]", null, "(known after apply)"],
    ],
  ],
  [
    "a sensitive value that changes",
    change({ p: "hunter2" }, { p: "hunter3" }, { before_sensitive: { p: true }, after_sensitive: { p: true } }),
    [["p", "(sensitive)", "(sensitive)"]],
  ],
  [
    "a sensitive value that stays",
    change(
      { p: "hunter2", q: 1 },
      { p: "hunter2", q: 2 },
      { before_sensitive: { p: true }, after_sensitive: { p: true } },
    ),
    [["q", "1", "2"]],
  ],
  [
    "a value that becomes sensitive",
    change({ p: "hunter2" }, { p: "hunter2" }, { after_sensitive: { p: true } }),
    [["p", "hunter2", "(sensitive)"]],
  ],
  [
    "a resource that is sensitive as a whole",
    change({ p: "hunter2" }, { p: "hunter3" }, { before_sensitive: true, after_sensitive: true }),
    [["", "(sensitive)", "(sensitive)"]],
  ],
])("shows %s", (_, shown, expected) => {
  expect(attributeChanges(shown).map(({ path, before, after }) => [pathText(path), before, after])).toEqual(expected);
});

test("a path is kept key by key, so that no key of a user's is taken for two", () => {
  const was = { list: [{ days: 7 }], policy: JSON.stringify({ "a.b": { "0": 1 } }) };
  const becomes = { list: [{ days: 8 }], policy: JSON.stringify({ "a.b": { "0": 2 } }) };

  expect(attributeChanges(change(was, becomes)).map(({ path }) => path)).toEqual([
    ["list", 0, "days"],
    ["policy", "a.b", "0"],
  ]);
});

test("what is sensitive in one part of a value is no change of what stands beside it", () => {
  const marks = { a: { b: true }, ab: { b: true } };
  const sensitive = { before_sensitive: marks, after_sensitive: marks };

  const shown = attributeChanges(
    change({ a: { b: "1" }, ab: { b: "1" } }, { a: { b: "1" }, ab: { b: "2" } }, sensitive),
  );

  expect(shown.map(({ path }) => path)).toEqual([["ab", "b"]]);
});

const secret = "hunter2-planted";
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("plain", 7, true, null, '{"a":["b"]}'),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c.d", "__proto__"), tie("node"), { maxKeys: 3 }),
  ),
})).node;

test("never shows what is marked sensitive, wherever it stands", () => {
  const planted = fc.constantFrom<unknown>(secret, [secret], { k: secret }, JSON.stringify({ k: [secret] }));
  fc.assert(
    fc.property(tree, tree, planted, planted, (before, after, was, becomes) => {
      const shown = attributeChanges(
        change(
          { rest: before, planted: was, list: [was] },
          { rest: after, planted: becomes, list: [becomes, was] },
          { before_sensitive: { planted: true, list: [true] }, after_sensitive: { planted: true, list: [true, true] } },
        ),
      );

      expect(JSON.stringify(shown)).not.toContain(secret);
    }),
    { numRuns: runs(500, 50_000), seed: 7 },
  );
});
