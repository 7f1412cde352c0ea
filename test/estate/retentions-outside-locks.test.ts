import { expect, test } from "vitest";
import { retentionsOutsideLocks } from "../../src/estate/retentions-outside-locks.ts";
import type { Estate } from "../../src/model.ts";
import { example, localOnly, lockOf, ruleKeeping, withAccounts } from "./support/example.ts";

/** One plan, gold, with one rule; central vaults and those of accounts keep from 10 to 20 days. */
function estateWith(rule: ReturnType<typeof ruleKeeping>, change: Partial<Estate> = {}): Estate {
  const lock = lockOf(10, 20);
  const accounts = withAccounts(({ name }) => ({
    lock,
    unit: null,
    plans: name === "payments-prod" ? ["gold"] : [],
  })).accounts;
  const plans = example.plans.filter(({ name }) => name === "gold").map((plan) => ({ ...plan, rules: [rule] }));
  const central = {
    prod: { ...example.central.prod, lock },
    nonprod: { ...example.central.nonprod, lock },
  };
  return { ...example, plans, units: [], accounts, central, ...change };
}
const told = (estate: Estate) =>
  retentionsOutsideLocks(estate).map(
    ({ plan, rule, key, days, vaults: { of, all } }) =>
      `${plan.name} ${rule.name} ${key} ${days}: ${of}, ${all.length}`,
  );
const local = "payments-prod (accounts/payments-prod.yaml), 1";
const central = "central prod (organization.yaml), 1";

test.each([
  [10, 10, 10, []],
  [20, 20, 20, []],
  [9, 9, 9, [`gold nightly local 9: ${local}`, `gold nightly central 9: ${central}`]],
  [
    21,
    21,
    8,
    [`gold nightly local 21: ${local}`, `gold nightly central 21: ${central}`, `gold nightly further 8: ${central}`],
  ],
])("a rule that keeps %i days locally, %i at home and %i further", (days, home, further, expected) => {
  expect(told(estateWith(ruleKeeping(days, home, further)))).toEqual(expected);
});

test("a rule without copies is held to local locks alone, an account without a lock to none", () => {
  expect(told(estateWith(ruleKeeping(9, 9, 9, localOnly)))).toEqual([`gold nightly local 9: ${local}`]);
  const { accounts } = estateWith(ruleKeeping(9, 9));
  const unlocked = accounts.map((account) => ({ ...account, lock: null }));
  expect(told(estateWith(ruleKeeping(9, 9, 9, localOnly), { accounts: unlocked }))).toEqual([]);
});

test("accounts that a plan reaches by themselves or through a unit are one where their locks have the same bounds", () => {
  const locks = { "ledger-prod": lockOf(11, 20), "payments-dev": lockOf(10, 20) };
  const accounts = withAccounts(({ name, unit }) => ({
    lock: locks[name as keyof typeof locks] ?? lockOf(10, 20, name === "payments-prod" ? "compliance" : "governance"),
    plans: unit === null ? ["gold"] : [],
  })).accounts;
  const units = example.units.map((unit) => ({ ...unit, plans: ["gold"] }));

  expect(told(estateWith(ruleKeeping(9, 9, 9, localOnly), { accounts, units }))).toEqual([
    "gold nightly local 9: lakehouse-prod (accounts/lakehouse-prod.yaml), 4",
    "gold nightly local 9: ledger-prod (accounts/ledger-prod.yaml), 1",
    "gold nightly local 9: payments-dev (accounts/payments-dev.yaml), 3",
  ]);
});
