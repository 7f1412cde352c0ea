import { expect, test } from "vitest";
import { toPlainJson } from "../../src/aws/policy/effective-policy.ts";
import { effectivePolicies } from "../../src/effective-policy/effective-policies.ts";
import type { AppAccount } from "../../src/model.ts";
import { exampleEstate } from "../support/stacks.ts";

const estate = exampleEstate();
const inUnit = estate.accounts.find(({ unit }) => unit !== null);
if (!inUnit) throw new Error("no account is in a unit");

/** The example with the account changed. */
const reaching = (change: Partial<AppAccount>) => {
  const account = { ...inUnit, ...change };
  const accounts = estate.accounts.map((each) => (each.name === account.name ? account : each));
  return effectivePolicies({ ...estate, accounts }, account);
};

test("the unit's policies come before the account's own", () => {
  const { policies, merged } = reaching({ plans: ["gold"] });

  expect(policies.map(({ policy, from }) => `${policy.name} from ${from.kind} ${from.name}`)).toEqual([
    "lockstep-prod-bronze_eu-west-2 from unit data-platform",
    "lockstep-prod-silver_eu-west-2 from unit data-platform",
    `lockstep-prod-gold_eu-west-2 from account ${inUnit.name}`,
  ]);
  expect(merged.findings).toEqual([]);
});

test("places of the effective policy are in the policies, by their index", () => {
  const { policies, merged } = reaching({ plans: ["gold"] });

  const plans = merged.effective.members.get("plans");
  const origins =
    plans?.kind === "object" ? [...plans.members].map(([name, { origin }]) => [name, origin] as const) : [];
  expect(origins.map(([name]) => name)).toEqual(["lockstep-bronze", "lockstep-silver", "lockstep-gold"]);
  for (const [name, { policy, offset }] of origins) {
    expect(policies[policy]?.policy.document.slice(offset)).toMatch(new RegExp(`^"${name}":`));
  }
});

test("nothing reaches a retired account, not even by its unit", () => {
  const { policies, merged } = reaching({ plans: ["gold"], state: "retired" });

  expect(policies).toEqual([]);
  expect(toPlainJson(merged.effective)).toEqual({});
});
