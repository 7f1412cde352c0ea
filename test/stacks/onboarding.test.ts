import { expect, test } from "vitest";
import type { AppAccount } from "../../src/model.ts";
import { stackChanges } from "../../src/onboard/stack-changes.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { exampleEstate } from "../support/stacks.ts";

const estate = exampleEstate();

function onboarded(like: string, changes: Partial<AppAccount>) {
  const model = estate.accounts.find(({ name }) => name === like);
  if (!model) throw new Error(`no account ${like}`);
  const account: AppAccount = { ...model, name: "orders", accountId: "777777777777", lock: null, ...changes };
  return stackChanges(stackTexts(estate), stackTexts({ ...estate, accounts: [...estate.accounts, account] }));
}

test("an account that is in no unit adds its stack and changes those that must know it", () => {
  const { added, changed, removed } = onboarded("ledger-prod", {});

  expect(added.map(({ id }) => id)).toEqual(["app-orders"]);
  expect(changed).toEqual(["shared", "central-prod", "policies-prod"]);
  expect(removed).toEqual([]);
});

test("a non-prod account changes nothing of prod", () => {
  expect(onboarded("sandbox", {}).changed).toEqual(["shared", "central-nonprod", "policies-nonprod"]);
});

test("an account in a unit adds its stack and changes no other", () => {
  const { added, changed } = onboarded("warehouse-prod", {});

  expect(added.map(({ id }) => id)).toEqual(["app-orders"]);
  expect(changed).toEqual([]);
});
