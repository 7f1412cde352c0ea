import { expect, test } from "vitest";
import type { FoundKey } from "../../../src/delivery/takeover/account-reader.ts";
import { lostKeys } from "../../../src/delivery/takeover/lost-keys.ts";

const description = "encrypts the recovery points of backup vault lockstep-local";
const wanted = [{ address: "aws_kms_key.a", description }];

function key(keyId: string, more: Partial<FoundKey> = {}): FoundKey {
  const tags = { "lockstep:stack": "app-a" };
  return { keyId, arn: `arn:${keyId}`, description, createdMs: 1, isEnabled: true, hasAlias: false, tags, ...more };
}

const judged = (keys: readonly FoundKey[], known: readonly string[] = [], asked = wanted) => {
  const { taken, leftovers } = lostKeys("app-a", asked, new Set(known), keys);
  return {
    taken: taken.map(({ address, key: { keyId } }) => `${address}=${keyId}`),
    leftovers: leftovers.map(({ keyId }) => keyId),
  };
};

test("a key with the stack's tag and the planned description, which no state knows, is taken", () => {
  expect(judged([key("k")])).toEqual({ taken: ["aws_kms_key.a=k"], leftovers: [] });
});

test.each([
  ["of another stack", { tags: { "lockstep:stack": "app-b" } }],
  ["without a tag", { tags: {} }],
  ["that is disabled or about to be deleted", { isEnabled: false }],
])("a key %s is neither taken nor told", (_, more) => {
  expect(judged([key("k", more)])).toEqual({ taken: [], leftovers: [] });
});

test("a key of another description is told, and not taken", () => {
  expect(judged([key("k", { description: "another" })])).toEqual({ taken: [], leftovers: ["k"] });
});

test("of several keys the oldest is taken, and the others are told", () => {
  expect(judged([key("new", { createdMs: 3 }), key("old", { createdMs: 1 }), key("middle", { createdMs: 2 })])).toEqual(
    {
      taken: ["aws_kms_key.a=old"],
      leftovers: ["middle", "new"],
    },
  );
});

test("a key that has its alias already is taken before an older one", () => {
  const keys = [key("old"), key("named", { createdMs: 2, hasAlias: true })];

  expect(judged(keys)).toEqual({ taken: ["aws_kms_key.a=named"], leftovers: ["old"] });
});

test("beside a key that the state has, others of the stack are told", () => {
  expect(judged([key("kept"), key("stray")], ["kept"], [])).toEqual({ taken: [], leftovers: ["stray"] });
});

test("two planned keys never take the same one", () => {
  const two = [...wanted, { address: "aws_kms_key.b", description }];

  expect(judged([key("k1"), key("k2")], [], two).taken).toEqual(["aws_kms_key.a=k1", "aws_kms_key.b=k2"]);
  expect(judged([key("k1")], [], two).taken).toEqual(["aws_kms_key.a=k1"]);
});
