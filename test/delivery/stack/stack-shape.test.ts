import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/delivery/stack/json-object.ts";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";
import { stackShape } from "../../../src/delivery/stack/stack-shape.ts";
import { withoutOwn } from "../../../src/delivery/stack/without-own.ts";
import type { AppAccount } from "../../../src/model.ts";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";

const estate = exampleEstate();
const sandbox = estate.accounts.find(({ name }) => name === "sandbox") as AppAccount;
const like = (name: string, digit: number, settings: Partial<AppAccount> = {}): AppAccount => ({
  ...sandbox,
  name,
  accountId: `66666666661${digit}`,
  owner: `${name}@acme.example`,
  ...settings,
});
const lock = {
  mode: "governance",
  minDays: 3,
  maxDays: 365,
  armedOn: null,
  coolingOffDays: 3,
  cooledOff: null,
  reason: "a",
} as const;
const regions = ["eu-west-2", "eu-west-1"];
const stacks = stacksOf({
  ...estate,
  accounts: [
    ...estate.accounts,
    like("twin", 1),
    like("prod", 2),
    like("other-plans", 3, { plans: ["silver"] }),
    like("locked", 4, { lock }),
    like("longer-locked", 5, { lock: { ...lock, maxDays: 366 } }),
    like("two-regions", 6, { regions, optIn: Object.fromEntries(regions.map((region) => [region, ["S3"]])) }),
  ],
});

const stackOf = (stack: string) => stacks.get(stack) as JsonObject;
const own = (stack: string, json: JsonObject) => ({ stack, accountId: stackPlace(stack, json).accountId });
const shapeOf = (stack: string, json: JsonObject = stackOf(stack)) => stackShape(json, own(stack, json));

test.each([
  ["app-twin", "another id, name and owner"],
  ["app-prod", "a name that is a word of settings"],
  ["app-payments-dev", "another name in the example"],
  ["app-other-plans", "other plans, which its own stack knows nothing of"],
])("%s has the shape of app-sandbox: it is but %s", (stack) => {
  expect(shapeOf(stack)).toBe(shapeOf("app-sandbox"));
});

test.each([
  ["app-locked", "a lock"],
  ["app-two-regions", "one more Region"],
  ["app-ledger-prod", "another class, which copies to another central account"],
])("%s has a shape of its own: it has %s", (stack) => {
  expect(shapeOf(stack)).not.toBe(shapeOf("app-sandbox"));
});

test("a lock of other bounds has another shape", () => {
  expect(shapeOf("app-locked")).not.toBe(shapeOf("app-longer-locked"));
});

test.each([
  ["the central account", "444444444444", "333333333333"],
  ["the shared account", "222222222222", "222222222223"],
  ["the organization", "o-a1b2c3d4e5", "o-a1b2c3d4e6"],
  ["the vault's name", '"lockstep-local"', '"lockstep-other"'],
  ["a resource type's opt-in", '"S3": true', '"S3": false'],
])("has another shape with another value of %s", (_, old, other) => {
  const text = JSON.stringify(stackOf("app-sandbox"), null, 1);

  const changed = JSON.parse(text.replaceAll(old, other)) as JsonObject;

  expect(text).toContain(old);
  expect(shapeOf("app-sandbox", changed)).not.toBe(shapeOf("app-sandbox"));
});

test("replaces nothing of other accounts and leaves nothing of its own", () => {
  const json = stackOf("app-twin");

  const text = withoutOwn(json, own("app-twin", json));

  expect(text).toContain("444444444444");
  expect(text).toContain("222222222222");
  expect(text).not.toContain("666666666611");
  expect(text).not.toContain("twin");
});

test.each([
  ["the id alone", "666666666601", "<account>"],
  ["the id within an ARN", "arn:aws:iam::666666666601:root", "arn:aws:iam::<account>:root"],
  ["the id more than once", "666666666601 666666666601", "<account> <account>"],
  ["no longer number", "6666666666011", "6666666666011"],
  ["no number that ends like it", "1666666666601", "1666666666601"],
  ["no other id", "666666666602", "666666666602"],
  ["no name of the account where it is a word", "orders", "orders"],
])("replaces %s", (_, value, replaced) => {
  const text = withoutOwn({ value }, { stack: "app-orders", accountId: "666666666601" });

  expect(text).toBe(JSON.stringify({ value: replaced }));
});

test("replaces the id where it is a key too, as conditions and maps have it", () => {
  const text = withoutOwn({ "666666666601": 1 }, { stack: "app-orders", accountId: "666666666601" });

  expect(text).toBe('{"<account>":1}');
});
