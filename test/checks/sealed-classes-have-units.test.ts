import { expect, test } from "vitest";
import { sealedNamesAccounts } from "../../src/checks/sealed-names-accounts.ts";
import type { AccountClass, Estate } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const sealedClassesHaveUnits = saidBy(sealedNamesAccounts);

const estate = exampleEstate();

const sealed = (of: Estate, cls: AccountClass): Estate => ({
  ...of,
  central: { ...of.central, [cls]: { ...of.central[cls], isSealed: true } },
});
const inUnits: Estate = { ...estate, accounts: estate.accounts.filter(({ unit }) => unit !== null) };

test("a central account that is not sealed names whom it likes", () => {
  expect(sealedClassesHaveUnits(estate)).toEqual([]);
});

test("a sealed one names no account that is in no unit", () => {
  expect(sealedClassesHaveUnits(sealed(estate, "prod"))).toEqual([
    {
      rule: "sealed-names-accounts",
      severity: "error",
      at: { file: "organization.yaml", path: ["central", "prod", "sealed"] },
      message:
        "got true, but central prod names accounts that are in no unit, ledger-prod (accounts/ledger-prod.yaml) and 2 others, and the pipeline could not change that list any more; put them into units, or write false",
    },
  ]);
});

test("a retired account in no unit is nobody's to onboard", () => {
  const retired = estate.accounts.map((account) =>
    account.class === "nonprod" ? { ...account, state: "retired" as const } : account,
  );

  expect(sealedClassesHaveUnits(sealed(estate, "nonprod"))).toHaveLength(1);
  expect(sealedClassesHaveUnits(sealed({ ...estate, accounts: retired }, "nonprod"))).toEqual([]);
});

test("accounts of the other class don't matter, nor those in units", () => {
  expect(sealedClassesHaveUnits(sealed(inUnits, "prod"))).toEqual([]);
  expect(sealedClassesHaveUnits(sealed({ ...estate, accounts: inUnits.accounts }, "nonprod"))).toEqual([]);
});
