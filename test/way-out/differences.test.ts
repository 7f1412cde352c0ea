import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences, type Stacks, versionsIn } from "./differences.ts";

const sides = { before: "cdktf", after: "cdktn" };

/** A stack with one vault, as `version` of CDKTF writes it. */
function stack(version: string, vault: unknown) {
  return { "//": { metadata: { stackName: "app", version } }, resource: { aws_backup_vault: { "eu-west-2": vault } } };
}

/** Where the one vault of a stack differs. */
function vaultDifferences(before: unknown, after: unknown) {
  return differences({ app: stack("0.21.0", before) }, { app: stack("0.24.0", after) }, sides);
}

test("leaves out the version in the metadata", () => {
  expect(vaultDifferences({ name: "app" }, { name: "app" })).toEqual([]);
});

test("leaves out no other version", () => {
  const before = { a: { terraform: { version: "1" } }, b: { "//": { metadata: { of: { version: "1" } } } } };
  const after = { a: { terraform: { version: "2" } }, b: { "//": { metadata: { of: { version: "2" } } } } };

  expect(differences(before, after, sides)).toEqual([
    'a: terraform.version: "1" under cdktf, "2" under cdktn',
    'b: //.metadata.of.version: "1" under cdktf, "2" under cdktn',
  ]);
});

test("sees what else is new in the metadata", () => {
  const after = { "//": { metadata: { stackName: "app", version: "0.24.0", target: "cdktn" } } };

  expect(differences({ app: { "//": { metadata: { stackName: "app" } } } }, { app: after }, sides)).toEqual([
    'app: //.metadata.target: nothing under cdktf, "cdktn" under cdktn',
  ]);
});

test("tells every difference, with stack and place", () => {
  expect(vaultDifferences({ name: "app", tags: { a: "1", b: "2" } }, { name: "app", tags: { a: "0" } })).toEqual([
    'app: resource.aws_backup_vault.eu-west-2.tags.a: "1" under cdktf, "0" under cdktn',
    'app: resource.aws_backup_vault.eu-west-2.tags.b: "2" under cdktf, nothing under cdktn',
  ]);
});

test("sees a stack that only one of them has", () => {
  expect(differences({ app: {}, shared: {} }, { app: {}, central: { terraform: {} } }, sides)).toEqual([
    "shared: {} under cdktf, nothing under cdktn",
    'central: nothing under cdktf, {"terraform":{}} under cdktn',
  ]);
});

test.each([
  ["a list of one and the one itself", ["a"], "a", '["a"] under cdktf, "a" under cdktn'],
  ["a list and an object", [], {}, "[] under cdktf, {} under cdktn"],
  ["a number and its text", 7, "7", '7 under cdktf, "7" under cdktn'],
  ["null and nothing", null, undefined, "null under cdktf, nothing under cdktn"],
  ["an own key and an inherited one", undefined, "Object", 'nothing under cdktf, "Object" under cdktn'],
])("tells %s apart", (_, before, after, told) => {
  const vault = (value: unknown) => (value === undefined ? {} : { constructor: value });

  expect(vaultDifferences(vault(before), vault(after))).toEqual([
    `app: resource.aws_backup_vault.eu-west-2.constructor: ${told}`,
  ]);
});

test("sees two items of a list that changed places", () => {
  expect(vaultDifferences(["a", "b"], ["b", "a"])).toHaveLength(2);
});

test("does not mind the order of keys", () => {
  expect(vaultDifferences({ name: "app", force: false }, { force: false, name: "app" })).toEqual([]);
});

test("cuts a value that is too long to read", () => {
  expect(vaultDifferences("a".repeat(100), "b")).toEqual([
    `app: resource.aws_backup_vault.eu-west-2: "${"a".repeat(79)}… under cdktf, "b" under cdktn`,
  ]);
});

test("finds nothing exactly when both are deep-equal", () => {
  const stacks = fc.dictionary(fc.constantFrom("app", "shared", "__proto__"), fc.jsonValue({ maxDepth: 2 }));

  fc.assert(
    fc.property(stacks, stacks, (one, other) => {
      const [before, after] = JSON.parse(JSON.stringify([one, other])) as [Stacks, Stacks];

      expect(differences(before, before, sides)).toEqual([]);
      expect(differences(before, after, sides).length === 0).toBe(isDeepStrictEqual(before, after));
    }),
  );
});

test("knows which version wrote the stacks", () => {
  expect(versionsIn({ app: stack("0.24.0", {}), shared: stack("0.24.0", {}) })).toEqual(["0.24.0"]);
});

test("knows when two versions wrote the stacks, or one that does not say", () => {
  expect(versionsIn({ app: stack("0.21.0", {}), shared: stack("0.24.0", {}), central: {} })).toEqual([
    "0.21.0",
    "0.24.0",
    "undefined",
  ]);
});
