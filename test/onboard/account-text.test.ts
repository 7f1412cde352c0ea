import { expect, test } from "vitest";
import { accountText } from "../../src/onboard/account-text.ts";

const account = {
  name: "orders-prod",
  account: "012345678901",
  class: "prod",
  owner: "orders@acme.example",
  plans: [],
  unit: undefined,
  regions: [],
};
const head = [
  "# yaml-language-server: $schema=../schema/account.json",
  'account: "012345678901"',
  "class: prod",
  "owner: orders@acme.example",
];

test("an id without zeros is text too, as the schema asks", () => {
  expect(accountText({ ...account, account: "555555555501" })).toContain('\naccount: "555555555501"\n');
});

test("an account's file keeps the zeros of its id and says no more than it was told", () => {
  expect(accountText(account)).toBe([...head, ""].join("\n"));
});

test("unit, plans and Regions are written as a person would, lists on one line", () => {
  const text = accountText({
    ...account,
    unit: "data-platform",
    plans: ["silver", "bronze"],
    regions: ["eu-west-2", "eu-west-1"],
  });

  expect(text).toBe(
    [...head, "unit: data-platform", "plans: [silver, bronze]", "regions: [eu-west-2, eu-west-1]", ""].join("\n"),
  );
});

test("one plan and one Region are lists too", () => {
  expect(accountText({ ...account, plans: ["silver"], regions: ["eu-west-2"] })).toBe(
    [...head, "plans: [silver]", "regions: [eu-west-2]", ""].join("\n"),
  );
});

test("a long list stays on its line", () => {
  const plans = Array.from({ length: 20 }, (_, index) => `plan-number-${index}`);

  expect(accountText({ ...account, plans })).toBe([...head, `plans: [${plans.join(", ")}]`, ""].join("\n"));
});
