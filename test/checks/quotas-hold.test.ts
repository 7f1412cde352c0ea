import { expect, test } from "vitest";
import { tooManyPolicies } from "../../src/checks/too-many-policies.ts";
import type { Estate, Plan } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const quotasHold = saidBy(tooManyPolicies);

const estate = exampleEstate();

function plans(count: number): readonly Plan[] {
  const [model] = estate.plans;
  if (!model) throw new Error("no plan");
  return Array.from({ length: count }, (_, index) => ({ ...model, name: `p${String(index).padStart(3, "0")}` }));
}
const names = (count: number) => plans(count).map(({ name }) => name);

const ledger = (change: Partial<Estate["accounts"][number]>): Estate => ({
  ...estate,
  plans: plans(11),
  accounts: estate.accounts
    .filter(({ name }) => name === "ledger-prod")
    .map((account) => ({ ...account, plans: [], ...change })),
  units: estate.units.map((unit) => ({ ...unit, plans: [] })),
});
const unit = (count: number): Estate => ({
  ...ledger({}),
  units: estate.units.map((each) => ({ ...each, plans: names(count) })),
});

test.each([
  ["10 plans of an account", ledger({ plans: names(10) })],
  ["10 plans of a unit", unit(10)],
  ["11 plans of a retired account, which are attached to nothing", ledger({ plans: names(11), state: "retired" })],
])("%s can be attached", (_name, fits) => {
  expect(quotasHold(fits)).toEqual([]);
});

test("10 of a unit and 10 of an account in it can: AWS counts where they are attached", () => {
  const both = { ...unit(10), accounts: ledger({ plans: names(10), unit: "data-platform" }).accounts };

  expect(quotasHold(both)).toEqual([]);
});

test.each([
  [
    "an account",
    ledger({ plans: names(11) }),
    { file: "accounts/ledger-prod.yaml", path: ["plans"] },
    "got 11 plans for account ledger-prod, each of them a backup policy; AWS attaches 10; use plans with more rules",
  ],
  [
    "a unit",
    unit(11),
    { file: "organization.yaml", path: ["units", "data-platform", "plans"] },
    "got 11 plans for unit data-platform, each of them a backup policy; AWS attaches 10; use plans with more rules",
  ],
])("11 plans of %s cannot", (_name, tooMany, at, message) => {
  expect(quotasHold(tooMany)).toEqual([{ rule: "too-many-policies", severity: "error", at, message }]);
});

/** An organization with that many policies: each account has one plan of its own. */
function withPolicies(count: number): Estate {
  const [model] = ledger({}).accounts;
  if (!model) throw new Error("no account");
  const accounts = names(count).map((plan, index) => ({ ...model, name: `a${index}`, plans: [plan] }));
  return { ...estate, plans: plans(count), units: [], accounts };
}

test("an organization has 1,000 backup policies at most", () => {
  expect(quotasHold(withPolicies(1_000))).toEqual([]);
  expect(quotasHold(withPolicies(1_001))).toEqual([
    {
      rule: "too-many-policies",
      severity: "error",
      at: { file: "organization.yaml", path: [] },
      message:
        "got 1001 backup policies, one a class, plan, set of Regions and part of a spread; AWS keeps 1000; use fewer plans, the same Regions for more accounts, or a shorter spread",
    },
  ]);
});

test("each part of a spread that somebody is in counts as a policy of its own", () => {
  const [model] = ledger({}).accounts;
  const own = plans(50);
  const accounts = Array.from({ length: 500 }, (_, index) => ({
    ...(model as NonNullable<typeof model>),
    name: `a${index}`,
    plans: own.slice((index * 10) % 50, ((index * 10) % 50) + 10).map(({ name }) => name),
  }));
  const spread = (spreadMinutes: number): Estate => ({
    ...estate,
    plans: own.map((plan) => ({ ...plan, spreadMinutes })),
    units: [],
    accounts,
  });

  expect(quotasHold(spread(0))).toEqual([]);
  // twenty parts of fifty plans
  expect(quotasHold(spread(600))).toEqual([]);
  expect(quotasHold(spread(630)).map(({ message }) => message)).toEqual([
    "got 1030 backup policies, one a class, plan, set of Regions and part of a spread; AWS keeps 1000; use fewer plans, the same Regions for more accounts, or a shorter spread",
  ]);
});
