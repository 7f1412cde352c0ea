import { expect, test } from "vitest";
import { blockChanges, changeShape } from "../../../src/delivery/affected/block-changes.ts";
import type { JsonObject } from "../../../src/delivery/stack/json-object.ts";
import { appJson } from "./support/trees.ts";

const version = (json: unknown, stack = "app-a", accountId = "666666666601") => ({
  json: json as JsonObject,
  own: { stack, accountId },
});
const resource = (byType: unknown) => version({ resource: byType });
const none = { added: [], changed: [], removed: [] };

test.each([
  ["nothing", { resource: { a: { b: { c: 1 } } } }, { resource: { a: { b: { c: 1, "//": 2 } } } }, none],
  [
    "comments, wherever they stand",
    { "//": 1, resource: { aws_a: { "//": 1, b: { x: 1 } } } },
    { "//": 2, resource: { aws_a: { "//": 2, b: { x: 1 } } } },
    none,
  ],
  [
    "an added, a changed and a removed resource",
    { resource: { aws_a: { one: { x: 1 }, two: { x: 1 } } } },
    { resource: { aws_a: { two: { x: 2 }, three: {} } } },
    {
      added: ["aws_a.three"],
      changed: [{ address: "aws_a.two", arguments: ["x"] }],
      removed: ["aws_a.one"],
    },
  ],
  [
    "the arguments that are added, changed and removed",
    { resource: { aws_a: { b: { same: [1], gone: 1, other: { deep: 1 } } } } },
    { resource: { aws_a: { b: { same: [1], come: null, other: { deep: 2 } } } } },
    { ...none, changed: [{ address: "aws_a.b", arguments: ["come", "gone", "other"] }] },
  ],
  [
    "a data source",
    { data: { aws_a: { b: { x: 1 } } } },
    { data: { aws_a: { b: { x: 2 } } } },
    { ...none, changed: [{ address: "data.aws_a.b", arguments: ["x"] }] },
  ],
  [
    "a provider by its alias, and one without",
    { provider: { aws: [{ alias: "eu-west-2", region: "eu-west-2" }, { region: "eu-west-2" }] } },
    { provider: { aws: [{ alias: "eu-west-2", region: "eu-west-1" }, { region: "eu-west-1" }] } },
    {
      ...none,
      changed: [
        { address: "provider.aws", arguments: ["region"] },
        { address: "provider.aws.eu-west-2", arguments: ["region"] },
      ],
    },
  ],
  [
    "a provider that is no list",
    { provider: { aws: { region: "eu-west-2" } } },
    { provider: { aws: [{ region: "eu-west-1" }] } },
    { ...none, changed: [{ address: "provider.aws", arguments: ["region"] }] },
  ],
  [
    "one of two providers of one address",
    { provider: { aws: [{ region: "eu-west-2" }, { region: "eu-west-1" }] } },
    { provider: { aws: [{ region: "eu-west-2" }, { region: "eu-west-3" }] } },
    { ...none, changed: [{ address: "provider.aws", arguments: ["region"] }] },
  ],
  [
    "Terraform's own block",
    { terraform: { required_version: ">= 1.11", backend: {} } },
    { terraform: { required_version: ">= 1.12", backend: {} } },
    { ...none, changed: [{ address: "terraform", arguments: ["required_version"] }] },
  ],
  [
    "blocks of other kinds",
    {},
    { removed: [{}], module: {}, import: [] },
    { ...none, added: ["import", "module", "removed"] },
  ],
  [
    "resources that have no form",
    { resource: { aws_a: [1] } },
    { resource: 1 },
    { ...none, added: ["resource"], removed: ["resource.aws_a"] },
  ],
])("names %s", (_, base, head, changes) => {
  expect(blockChanges(version(base), version(head))).toEqual(changes);
});

test("a new stack adds all that it holds", () => {
  expect(blockChanges(null, version(appJson("a")))).toEqual({
    added: ["aws_backup_vault.vault", "aws_kms_key.key", "provider.aws.eu-west-2", "terraform"],
    changed: [],
    removed: [],
  });
});

test("holds no value", () => {
  const changes = blockChanges(
    resource({ a: { b: { password: "hunter1" } } }),
    resource({ a: { b: { password: "hunter2" } } }),
  );

  expect(JSON.stringify(changes)).not.toContain("hunter");
});

const shapeOf = (base: ReturnType<typeof version> | null, head: ReturnType<typeof version>) =>
  changeShape(base, head, blockChanges(base, head));
const a = (edit = (text: string) => text) => version(JSON.parse(edit(JSON.stringify(appJson("a")))));
const b = (edit = (text: string) => text) =>
  version(JSON.parse(edit(JSON.stringify(appJson("b", { accountId: "666666666602" })))), "app-b", "666666666602");
const describe = (to: string) => (text: string) => text.replace("backups", to);

test.each([
  ["the same change of two accounts", shapeOf(a(), a(describe("x"))), shapeOf(b(), b(describe("x")))],
  ["two new accounts with the same settings", shapeOf(null, a()), shapeOf(null, b())],
  ["no change of two accounts", shapeOf(a(), a()), shapeOf(b(), b())],
  [
    "the same change of two accounts that differ in what does not change",
    shapeOf(a(), a(describe("x"))),
    shapeOf(
      b((text) => text.replace("lockstep-local", "other")),
      b((text) => describe("x")(text.replace("lockstep-local", "other"))),
    ),
  ],
  [
    "two changes of owner",
    shapeOf(
      a(),
      a((text) => text.replace("a@acme", "x@acme")),
    ),
    shapeOf(
      b(),
      b((text) => text.replace("b@acme", "y@acme")),
    ),
  ],
])("%s is one shape", (_, one, other) => {
  expect(one).toBe(other);
});

test.each([
  ["a change to another value", shapeOf(a(), a(describe("x"))), shapeOf(b(), b(describe("y")))],
  ["a change from another value", shapeOf(a(describe("x")), a()), shapeOf(b(describe("y")), b())],
  ["the way back", shapeOf(a(), a(describe("x"))), shapeOf(b(describe("x")), b())],
  [
    "a change of another resource",
    shapeOf(a(), a(describe("x"))),
    shapeOf(
      b(),
      b((text) => text.replace("lockstep-local", "x")),
    ),
  ],
  ["a new stack, not one that changes", shapeOf(null, a()), shapeOf(version({}), a())],
  [
    "a change and one more",
    shapeOf(a(), a(describe("x"))),
    shapeOf(
      b(),
      b((text) => describe("x")(text).replace("lockstep-local", "x")),
    ),
  ],
])("%s is another shape", (_, one, other) => {
  expect(one).not.toBe(other);
});
