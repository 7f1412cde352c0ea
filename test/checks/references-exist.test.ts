import { expect, test } from "vitest";
import { destinationMissing } from "../../src/checks/destination-missing.ts";
import { optInMissing } from "../../src/checks/opt-in-missing.ts";
import { unitWithoutAccounts } from "../../src/checks/unit-without-accounts.ts";
import { vaultMissing } from "../../src/checks/vault-missing.ts";
import type { AppAccount, Estate } from "../../src/model.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const referencesExist = saidBy(vaultMissing, optInMissing, destinationMissing, unitWithoutAccounts);

const estate = exampleEstate();
const lines = (of: Estate) => findingLines(referencesExist(of));
const central = (cls: "prod" | "nonprod", change: Partial<Estate["central"]["prod"]>): Estate => ({
  ...estate,
  central: { ...estate.central, [cls]: { ...estate.central[cls], ...change } },
});
const account = (name: string, change: Partial<AppAccount>): Estate => ({
  ...estate,
  accounts: estate.accounts.map((each) => (each.name === name ? { ...each, ...change } : each)),
});
const dataPlatform = (change: Partial<Estate["units"][number]>): Estate => ({
  ...estate,
  units: estate.units.map((unit) => ({ ...unit, ...change })),
});

test.each([
  ["the example", estate],
  ["a retired account without a vault anywhere", account("legacy-crm", { regions: [] })],
  [
    "an account with a vault in more Regions than its unit's plans run in",
    account("lakehouse-prod", { regions: ["eu-west-1", "eu-west-2"] }),
  ],
  ["a unit without plans and without accounts", dataPlatform({ name: "empty", plans: [] })],
  ["switches kept by hand", { ...estate, management: null }],
])("everything is where a policy runs: %s", (_name, sound) => {
  expect(lines(sound)).toEqual([]);
});

test.each<readonly [string, Estate, readonly string[]]>([
  [
    "an account of a unit has no vault where the unit's plans run",
    account("lakehouse-prod", { regions: ["eu-west-1"] }),
    [
      "error vault-missing accounts/lakehouse-prod.yaml regions: got no vault in eu-west-2, where plan bronze of unit data-platform runs, so that each of its backups there would fail; add eu-west-2, or use another plan",
      "error vault-missing accounts/lakehouse-prod.yaml regions: got no vault in eu-west-2, where plan silver of unit data-platform runs, so that each of its backups there would fail; add eu-west-2, or use another plan",
    ],
  ],
  [
    "an account of a unit is of the other class",
    { ...account("lakehouse-prod", { class: "nonprod" }), units: dataPlatform({ plans: ["silver"] }).units },
    [
      "error vault-missing accounts/lakehouse-prod.yaml class: got nonprod, but plan silver of unit data-platform copies to central prod, which does not know the account; use prod, or another unit",
    ],
  ],
  [
    "a retired account is still in a unit",
    { ...account("lakehouse-prod", { state: "retired" }), units: dataPlatform({ plans: ["silver"] }).units },
    [
      "error vault-missing accounts/lakehouse-prod.yaml state: got retired, but plan silver of unit data-platform still backs it up; take the account out of the unit",
    ],
  ],
  [
    "an account has no opt-in settings where a plan runs",
    account("ledger-prod", { optIn: {}, plans: ["gold"] }),
    [
      "error opt-in-missing accounts/ledger-prod.yaml regions: got no opt-in settings for eu-west-2, where plan gold runs, so that resources would be left out; add eu-west-2 to optIn",
    ],
  ],
  [
    "a central account has none where copies arrive",
    central("prod", { optIn: { "eu-west-2": [] } }),
    [
      "error opt-in-missing organization.yaml central.prod.regions: got no opt-in settings for eu-west-1, where copies arrive; add eu-west-1 to optIn",
    ],
  ],
  [
    "a central account has no Region",
    central("nonprod", { regions: [] }),
    ["error destination-missing organization.yaml central.nonprod.regions: got no Region to copy to; use one"],
  ],
  [
    "no account of a unit has a file",
    dataPlatform({ name: "empty" }),
    [
      "warning unit-without-accounts organization.yaml units.empty: got plans for an OU of which no account has a file; every account in it fails its backups for want of a vault; add its accounts with unit: empty, or remove the unit",
    ],
  ],
])("%s", (_name, broken, expected) => {
  expect(lines(broken)).toEqual(expected);
});

test("the management account has opt-in settings wherever a plan runs, and a Region it lacks is said once", () => {
  const { management } = estate;
  if (!management) throw new Error("no management");
  const without = (region: string): Estate => {
    const { [region]: _, ...optIn } = management.optIn;
    return { ...estate, management: { ...management, optIn } };
  };

  expect(lines(without("eu-west-1"))).toEqual([
    "error opt-in-missing organization.yaml management: got no opt-in settings for eu-west-1, where plan bronze and 1 other run, and the management account's override the others; add eu-west-1 to optIn",
  ]);
  expect(lines(without("eu-west-2"))).toEqual([
    "error opt-in-missing organization.yaml management: got no opt-in settings for eu-west-2, where plan bronze and 2 others run, and the management account's override the others; add eu-west-2 to optIn",
  ]);
});
