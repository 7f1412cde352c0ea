import { expect, test } from "vitest";
import { configWith, edit, estateOf, exampleText } from "../support/config.ts";
import { add, both, change, changeOf } from "./support/change.ts";

const sandbox = "accounts/sandbox.yaml";
const id = '"666666666603"';

test("an account may come, and one that was retired may be active again", () => {
  const added = {
    "accounts/new-prod.yaml": 'account: "777777777777"\nclass: prod\nowner: a@b.example\nplans: [gold]\n',
  };

  expect(change(added)).toEqual([]);
  expect(change({ "accounts/legacy-crm.yaml": edit("state: retired\n", "") })).toEqual([]);
});

test("another owner, another order of plans and a Region more are nothing", () => {
  const changes = {
    "accounts/storefront-prod.yaml": both(
      edit("[gold, bronze]", "[bronze, gold]"),
      edit("[eu-west-2, eu-west-1]", "[eu-west-1, eu-west-2, eu-west-3]"),
      edit("storefront@", "shop@"),
    ),
  };

  expect(change(changes)).toEqual([]);
});

test("an account leaves by state: retired, never by its file", () => {
  expect(change({ [sandbox]: null })).toEqual([
    `error account-removed organization.yaml: got no ${sandbox}, which was account 666666666603; its vaults and state stay behind, and central lets none of its copies back; use the file with state: retired`,
  ]);
  expect(change({ [sandbox]: add("state: retired\n") })).toEqual([
    `warning account-retired ${sandbox} state: got retired, was active; nothing is backed up there any more, and what exists expires by its own retention; use active unless the account is empty`,
  ]);
});

test("a retired account that stays retired is nothing, and so is one that goes on without its plans", () => {
  expect(change({ "accounts/legacy-crm.yaml": edit("plans: [bronze]\n", "") })).toEqual([]);
});

test("a retired account's file may go in the end, with a word of what goes with it", () => {
  expect(change({ "accounts/legacy-crm.yaml": null })).toEqual([
    "warning retired-account-removed organization.yaml: got no accounts/legacy-crm.yaml, which was retired account 666666666604; central lets none of its copies back any more; use the file until nobody needs them, and the workflow retire before it goes",
  ]);
});

test("an account keeps its file's name", () => {
  expect(change({ [sandbox]: null, "accounts/playground.yaml": exampleText(sandbox) })).toEqual([
    "error account-renamed accounts/playground.yaml: got account 666666666603 as playground, was sandbox; stack and state are named after the file; use accounts/sandbox.yaml",
  ]);
});

test("a file stays for its account", () => {
  expect(change({ [sandbox]: edit(id, '"777777777777"') })).toEqual([
    `error account-id-changed ${sandbox} account: got "777777777777", was "666666666603"; the vaults of 666666666603 stay behind without a stack; use "666666666603" here, and a file of its own for 777777777777`,
  ]);
});

test("two accounts that swap files are two findings", () => {
  const dev = exampleText("accounts/payments-dev.yaml");
  const swapped = { [sandbox]: dev, "accounts/payments-dev.yaml": exampleText(sandbox) };

  expect(change(swapped).map((line) => line.split(": got")[0])).toEqual([
    "error account-id-changed accounts/payments-dev.yaml account",
    `error account-id-changed ${sandbox} account`,
  ]);
});

test("an account keeps its class", () => {
  expect(change({ [sandbox]: edit("class: nonprod", "class: prod") })).toEqual([
    `error class-changed ${sandbox} class: got prod, was nonprod; its state would lie elsewhere, and central nonprod, which holds its copies, would not know it; use nonprod, and another account for prod`,
  ]);
});

const noProvider =
  "Terraform would destroy vault, key and lock, and stops because it has no provider there; use eu-west-1 for as long as the vault exists";

test("a Region with a vault stays, and the account that loses it is named", () => {
  expect(change({ "accounts/storefront-prod.yaml": edit("[eu-west-2, eu-west-1]", "[eu-west-2]") })).toEqual([
    `error region-dropped accounts/storefront-prod.yaml regions: got no eu-west-1, where storefront-prod has a vault; ${noProvider}`,
  ]);
});

const twoRegions = { "organization.yaml": edit("regions: [eu-west-2] #", "regions: [eu-west-2, eu-west-1] #") };

test("a Region that the organization drops is said once for all who had it by default, and once for each unit", () => {
  expect(change({}, twoRegions).filter((line) => line.includes("region-dropped"))).toEqual([
    `error region-dropped organization.yaml central.nonprod.regions: got no eu-west-1, where central nonprod has a vault with copies; ${noProvider}`,
    `error region-dropped organization.yaml units.data-platform.regions: got no eu-west-1, where lakehouse-prod and 1 other have vaults; ${noProvider}`,
    `error region-dropped accounts/ledger-prod.yaml regions: got no eu-west-1, where ledger-prod and 5 others have vaults; ${noProvider}`,
  ]);
});

const moved = (got: string, was: string) =>
  `got ${got}, was ${was}; central knows units by their OU, so that copies fail while AWS Organizations says otherwise; move the account there with the deployment`;

test("an account that joins or leaves a unit has to be moved in AWS Organizations too", () => {
  expect(change({ "accounts/ledger-prod.yaml": edit("plans: [silver, bronze]", "unit: data-platform") })).toEqual([
    `warning unit-moved accounts/ledger-prod.yaml unit: ${moved("unit data-platform", "no unit")}`,
  ]);
  expect(change({ "accounts/lakehouse-prod.yaml": edit("unit: data-platform", "plans: [silver, bronze]") })).toEqual([
    `warning unit-moved accounts/lakehouse-prod.yaml unit: ${moved("no unit", "unit data-platform")}`,
  ]);
});

test("a thousand accounts that move alike are one line", () => {
  const estate = estateOf(configWith());
  const model = estate.accounts.find(({ name }) => name === "ledger-prod");
  if (!model) throw new Error("no account ledger-prod");
  const accounts = Array.from({ length: 1_000 }, (_, index) => ({
    ...model,
    name: `a${String(index).padStart(3, "0")}`,
    accountId: String(700_000_000_000 + index),
  }));
  const inUnit = accounts.map((account) => ({ ...account, unit: "data-platform", plans: [] }));

  expect(changeOf({ ...estate, accounts }, { ...estate, accounts: inUnit })).toEqual([
    `warning unit-moved accounts/a000.yaml unit: a000 and 999 others: ${moved("unit data-platform", "no unit")}`,
  ]);
});
