import { expect, test } from "vitest";
import { toolHash, versionsOf } from "../../../src/delivery/stack/tool-hash.ts";

const asks = (required_version?: string, required_providers?: object) =>
  versionsOf({ terraform: { required_version, required_providers } });

test("a stack asks for a version of Terraform and for providers, in whatever order they are written", () => {
  expect(asks(">= 1.11", { b: { version: "2", source: "b" }, a: { version: "1" } })).toBe(
    asks(">= 1.11", { a: { version: "1" }, b: { source: "b", version: "2" } }),
  );
  expect(asks(">= 1.11", { a: { version: "1" } })).not.toBe(asks(">= 1.12", { a: { version: "1" } }));
  expect(asks(">= 1.11", { a: { version: "1" } })).not.toBe(asks(">= 1.11", { a: { version: "2" } }));
  expect(versionsOf({})).toBe('{"required_providers":null,"required_version":null}');
});

test("stacks are planned with the same in any order and number, and anew with any other version or lock file", () => {
  const hash = toolHash(["one", "two"], "lock");

  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(toolHash(["two", "one", "two"], "lock")).toBe(hash);
  expect(
    new Set([hash, toolHash(["one"], "lock"), toolHash(["one", "two"], "other"), toolHash(["one", "two"], null)]).size,
  ).toBe(4);
});
