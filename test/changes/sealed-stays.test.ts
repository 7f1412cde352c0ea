import { expect, test } from "vitest";
import { sealedMembersChanged } from "../../src/changes/sealed-members-changed.ts";
import { judgeBy } from "../../src/diagnostics/judge-by.ts";
import type { Estate } from "../../src/model.ts";
import { said } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const open = exampleEstate();
const sealed: Estate = { ...open, central: { ...open.central, prod: { ...open.central.prod, isSealed: true } } };
const lines = (base: Estate, head: Estate) =>
  judgeBy([sealedMembersChanged], base, head)
    .map(said)
    .map(({ rule, message }) => `${rule}: ${message}`);

const anotherUnit = (of: Estate): Estate => ({
  ...of,
  units: [
    ...of.units,
    ...of.units.map((unit) => ({ ...unit, name: "more", orgPath: unit.orgPath.replace("1a2b3c4d", "22222222") })),
  ],
});

test("while it is not sealed, members come and go", () => {
  expect(lines(open, anotherUnit(open))).toEqual([]);
});

test("sealing and unsealing change nobody", () => {
  expect(lines(open, sealed)).toEqual([]);
  expect(lines(anotherUnit(sealed), open)).toEqual([]);
});

test("a new unit waits until it is unsealed", () => {
  expect(lines(sealed, anotherUnit(sealed))).toEqual([
    "sealed-members-changed: got other units or Regions, or accounts in no unit, while central prod is sealed; the pipeline can't change its policies, and the deployment stops there; take sealed out and run bootstrap first, as docs/duties.md says",
  ]);
});

test("an account that leaves the list is a change of it", () => {
  const gone = { ...sealed, accounts: sealed.accounts.filter(({ name }) => name !== "ledger-prod") };

  expect(lines(sealed, gone)).toHaveLength(1);
});

test("it is not sealed by the change that brings members", () => {
  expect(lines(open, anotherUnit(sealed))).toEqual([
    "sealed-members-changed: got other units or Regions, or accounts in no unit, while central prod is sealed by the same change; bootstrap could seal it before its policies name them; seal it once this is deployed",
  ]);
});

test("onboarding into a unit, and members of the other class, are no matter", () => {
  const [account] = sealed.accounts.filter(({ unit }) => unit !== null);
  if (!account) throw new Error("got no account in a unit");
  const onboarded = {
    ...sealed,
    accounts: [...sealed.accounts, { ...account, name: "new", accountId: "777777777000" }],
  };
  const [model] = sealed.accounts.filter((one) => one.class === "nonprod" && one.unit === null);
  if (!model) throw new Error("got no account of nonprod");
  const other = { ...sealed, accounts: [...sealed.accounts, { ...model, name: "new", accountId: "777777777001" }] };

  expect(lines(sealed, onboarded)).toEqual([]);
  expect(lines(sealed, other)).toEqual([]);
});

test("a vault in another Region needs a policy, which the pipeline could not put", () => {
  const more = { ...sealed, central: { ...sealed.central, prod: { ...sealed.central.prod, regions: ["eu-west-2"] } } };

  expect(lines(more, sealed)).toHaveLength(1);
});
