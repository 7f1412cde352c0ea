import { expect, test } from "vitest";
import type { Estate, Lock, Plan } from "../../src/model.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { exampleEstate } from "../support/stacks.ts";

const estate = exampleEstate();
const withGold = (change: (gold: Plan) => Partial<Plan>): Estate => ({
  ...estate,
  plans: estate.plans.map((plan) => (plan.name === "gold" ? { ...plan, ...change(plan) } : plan)),
});
const goldIn = (of: Estate) => overviewOf(of).plans.find(({ name }) => name === "gold");
const nightly: Partial<Plan["rules"][number]> = { schedule: "cron(0 3 ? * * *)", continuous: false };

test("who is where: the shared account, and each class with its central account, units and accounts", () => {
  const seen = overviewOf(estate);

  expect(seen).toMatchObject({
    name: "acme",
    organization: "o-a1b2c3d4e5",
    shared: { account: "222222222222", region: "eu-west-2" },
  });
  const { prod, nonprod } = seen.classes;
  expect(prod.central).toEqual({
    account: "333333333333",
    regions: ["eu-west-2", "eu-west-1"],
    vault: "lockstep-central-prod",
    lock: {
      deployed: "governance",
      asked: "governance",
      armedOn: null,
      coolingOffDays: expect.any(Number),
      finalSince: null,
      minDays: 7,
      maxDays: 2920,
      reason: "",
    },
  });
  expect(prod.units).toEqual([{ name: "data-platform", ou: "ou-ab12-1a2b3c4d", plans: ["bronze", "silver"] }]);
  expect(nonprod.units).toEqual([]);
  expect(nonprod.accounts.map(({ name }) => name)).toEqual([
    "legacy-crm",
    "payments-dev",
    "sandbox",
    "storefront-staging",
  ]);
});

test("an account has its unit's plans, a retired one none, and its own lock with the reason", () => {
  const { prod, nonprod } = overviewOf(estate).classes;
  const named = (name: string) => [...prod.accounts, ...nonprod.accounts].find((account) => account.name === name);

  expect(named("warehouse-prod")).toEqual({
    name: "warehouse-prod",
    account: "555555555504",
    owner: "data-platform@acme.example",
    state: "active",
    unit: "data-platform",
    regions: ["eu-west-2"],
    plans: ["bronze", "silver"],
    lock: null,
  });
  expect(named("legacy-crm")).toMatchObject({ state: "retired", unit: null, plans: [] });
  expect(named("payments-prod")?.lock).toMatchObject({
    minDays: 7,
    maxDays: 365,
    reason: "card data; the service level asks for local backups that nobody can shorten",
  });
});

test.each<[string, Partial<Lock>, string]>([
  ["a governance lock", { mode: "governance", armedOn: null }, "governance"],
  ["a compliance lock that is not armed", { mode: "compliance", armedOn: null }, "governance"],
  ["an armed compliance lock", { mode: "compliance", armedOn: "2027-01-31" }, "compliance"],
])("%s is shown as what is deployed", (_, changes, deployed) => {
  const prod = { ...estate.central.prod, lock: { ...estate.central.prod.lock, ...changes } };

  const { lock } = overviewOf({ ...estate, central: { ...estate.central, prod } }).classes.prod.central;

  expect(lock).toMatchObject({ deployed, asked: changes.mode, armedOn: changes.armedOn });
});

test("a plan has its promise, and what is proven of it in either kind of Region", () => {
  expect(goldIn(estate)).toMatchObject({
    rpoMinutes: 540,
    isolatedRpoMinutes: 1080,
    rtoMinutes: 240,
    targets: ["storefront-prod", "payments-prod"],
    proven: {
      local: {
        rpoMinutes: 420,
        gap: {
          from: "2026-01-01 00:00",
          fromRule: "four-hourly",
          to: "2026-01-01 04:00",
          toRule: "monthly",
          available: "2026-01-01 07:00",
        },
      },
      continuous: [
        { rpoMinutes: 5, types: ["Aurora", "RDS instance"] },
        { rpoMinutes: 15, types: ["S3"] },
      ],
      isolated: { rpoMinutes: 480 },
      isolatedFurther: { rpoMinutes: 480 },
    },
  });
});

test("a plan that reaches nothing but what has continuous backup is proven by that alone", () => {
  const proven = goldIn(withGold(({ selection }) => ({ selection: { ...selection, types: ["S3"] } })))?.proven;

  expect(proven).toMatchObject({ local: null, continuous: [{ rpoMinutes: 15, types: ["S3"] }] });
});

test("a plan that copies nothing has nothing isolated, one whose schedule ends has nothing proven", () => {
  const uncopied = withGold(({ rules }) => ({
    rules: rules.map((rule) => ({ ...rule, ...nightly, copies: { kind: "localOnly", reason: "rebuilt" } })),
  }));
  const ending = withGold(({ rules }) => ({
    rules: rules.slice(0, 1).map((rule) => ({ ...rule, ...nightly, schedule: "cron(0 3 ? * * 2026)" })),
  }));

  expect(goldIn(uncopied)?.proven).toMatchObject({ continuous: [], isolated: null, isolatedFurther: null });
  expect(goldIn(ending)?.proven.local).toEqual({ rpoMinutes: null, gap: null });
});

test("what a kind may refuse proves nothing, of the whole plan", () => {
  const nowhere = goldIn(withGold(() => ({ ownWindows: null })))?.proven;

  expect(nowhere?.continuous).toEqual(goldIn(estate)?.proven.continuous);
  expect([nowhere?.local, nowhere?.isolated, nowhere?.isolatedFurther]).toEqual([
    { rpoMinutes: null, gap: null },
    { rpoMinutes: null, gap: null },
    { rpoMinutes: null, gap: null },
  ]);
  expect(goldIn(estate)?.proven.local).toMatchObject({ rpoMinutes: 7 * 60 });
});
