import { expect, test } from "vitest";
import { complianceLocks } from "../../src/estate/compliance-locks.ts";
import type { Estate } from "../../src/model.ts";
import { example, localOnly, lockOf, ruleKeeping, withAccounts, withPlan } from "./support/example.ts";

const central = (
  prod: "governance" | "compliance",
  nonprod: "governance" | "compliance",
  estate = example,
): Estate => ({
  ...estate,
  central: {
    prod: { ...estate.central.prod, lock: lockOf(7, 2920, prod) },
    nonprod: { ...estate.central.nonprod, lock: lockOf(3, 365, nonprod) },
  },
});
const days = (kept: readonly { readonly plan: string; readonly rule: string; readonly days: number }[]) =>
  kept.map((each) => `${each.plan} ${each.rule} ${each.days}`);
const told = (estate: Estate) =>
  complianceLocks(estate).map(({ of, at, lock, kept, wouldKeep }) => ({
    ...{ of, at: at("minDays"), bounds: `${lock.minDays}-${lock.maxDays}` },
    ...{ kept: days(kept), wouldKeep: days(wouldKeep) },
  }));

test("only compliance locks are told, central vaults first", () => {
  const estate = withAccounts(({ name }) => ({
    lock: name === "payments-dev" ? lockOf(1, 100, "compliance") : lockOf(1, 100),
  }));

  expect(told(example)).toEqual([]);
  expect(told(central("compliance", "compliance", estate)).map(({ of, at }) => [of, at.file, at.path])).toEqual([
    ["central prod", "organization.yaml", ["central", "prod", "lock", "minDays"]],
    ["central nonprod", "organization.yaml", ["central", "nonprod", "lock", "minDays"]],
    ["payments-dev", "accounts/payments-dev.yaml", ["lock", "minDays"]],
  ]);
});

test("a central vault keeps the copies of plans that its class has, in further Regions where it has any", () => {
  const estate = withPlan("silver", () => ({ rules: [ruleKeeping(7, 90, 60), ruleKeeping(7, 1, 1, localOnly)] }));

  expect(told(central("compliance", "compliance", estate))).toEqual([
    {
      ...{ of: "central prod", bounds: "7-2920" },
      at: { file: "organization.yaml", path: ["central", "prod", "lock", "minDays"] },
      kept: [
        "bronze nightly 35",
        "bronze nightly 35",
        "gold four-hourly 35",
        "gold four-hourly 14",
        "gold monthly 365",
        "gold monthly 365",
        "silver nightly 90",
        "silver nightly 60",
      ],
      wouldKeep: [],
    },
    {
      ...{ of: "central nonprod", bounds: "3-365" },
      at: { file: "organization.yaml", path: ["central", "nonprod", "lock", "minDays"] },
      kept: ["bronze nightly 35", "silver nightly 90"],
      wouldKeep: ["gold four-hourly 35", "gold monthly 365"],
    },
  ]);
});

test("plans that only a unit has are kept centrally too, those that only retired accounts have would be", () => {
  const reaching = (state: "active" | "retired", units: Estate["units"]) => {
    const accounts = example.accounts
      .filter(({ name }) => name === "payments-prod")
      .map((account) => ({ ...account, state, plans: ["gold"], lock: null }));
    const [lock] = told(central("compliance", "governance", { ...example, accounts, units }));
    return [...new Set(lock?.kept.map((each) => each.split(" ")[0]))];
  };

  expect(reaching("active", example.units)).toEqual(["bronze", "gold", "silver"]);
  expect(reaching("retired", example.units)).toEqual(["bronze", "silver"]);
  expect(reaching("active", [])).toEqual(["gold"]);
  expect(reaching("retired", [])).toEqual([]);
});

test("a local vault keeps what the plans that reach its account keep, the others would", () => {
  const estate = withAccounts(({ name }) => ({ lock: name === "sandbox" ? lockOf(1, 100, "compliance") : null }));

  expect(told(estate)).toEqual([
    {
      ...{ of: "sandbox", bounds: "1-100" },
      at: { file: "accounts/sandbox.yaml", path: ["lock", "minDays"] },
      kept: ["bronze nightly 7"],
      wouldKeep: ["gold four-hourly 14", "gold monthly 35", "silver nightly 21", "silver monthly 35"],
    },
  ]);
});

test("accounts with one lock and the same plans are told in one line, whatever their reasons; retired ones are not", () => {
  const locks = {
    "lakehouse-prod": lockOf(1, 100, "compliance"),
    "warehouse-prod": { ...lockOf(1, 100, "compliance"), reason: "an audit" },
    "ledger-prod": lockOf(1, 101, "compliance"),
    "payments-dev": lockOf(1, 100, "compliance"),
    sandbox: lockOf(1, 100, "compliance"),
    "legacy-crm": lockOf(1, 100, "compliance"),
  } as const;
  const estate = withAccounts(({ name }) => ({ lock: locks[name as keyof typeof locks] ?? null }));

  expect(told(estate).map(({ of, bounds }) => `${of} ${bounds}`)).toEqual([
    "lakehouse-prod and 1 other 1-100",
    "ledger-prod 1-101",
    "payments-dev and 1 other 1-100",
  ]);
});
