import { expect, test } from "vitest";
import { policyIncomplete } from "../../src/checks/policy-incomplete.ts";
import { policyMergeConflict } from "../../src/checks/policy-merge-conflict.ts";
import type { AppAccount, Estate, Plan, Unit } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const policiesMerge = saidBy(policyMergeConflict, policyIncomplete);

const estate = exampleEstate();

function named<Item extends { readonly name: string }>(items: readonly Item[], name: string): Item {
  const found = items.find((item) => item.name === name);
  if (!found) throw new Error(`nothing is called ${name}`);
  return found;
}

/** The example with some of it as config's own checks would not let it be. */
const withPlan = (name: string, change: (plan: Plan) => Partial<Plan>): Estate => ({
  ...estate,
  plans: estate.plans.map((plan) => (plan.name === name ? { ...plan, ...change(plan) } : plan)),
});
const withUnit = (change: (unit: Unit) => Partial<Unit>, within = estate): Estate => ({
  ...within,
  units: within.units.map((unit) => ({ ...unit, ...change(unit) })),
});
const withAccount = (name: string, change: Partial<AppAccount>, within = estate): Estate => ({
  ...within,
  accounts: within.accounts.map((account) => (account.name === name ? { ...account, ...change } : account)),
});

const rule = (plan: Plan) => {
  const [first] = plan.rules;
  if (!first) throw new Error(`${plan.name} has no rule`);
  return first;
};

test("the example's policies merge", () => {
  expect(policiesMerge(estate)).toEqual([]);
});

test("an account's own plan runs beside those of its unit", () => {
  const unit = named(estate.units, "data-platform");
  expect(unit.plans).toEqual(["bronze", "silver"]);

  expect(policiesMerge(withAccount("warehouse-prod", { plans: ["gold"] }))).toEqual([]);
});

test("one plan in a unit and in an account of it is one plan to AWS, with the unit's Regions", () => {
  const twice = withAccount("warehouse-prod", { plans: ["gold", "silver"], regions: ["eu-west-1"] });

  expect(policiesMerge(twice)).toEqual([
    {
      rule: "policy-merge-conflict",
      severity: "error",
      at: { file: "accounts/warehouse-prod.yaml", path: ["plans"] },
      message:
        "got lockstep-prod-silver_eu-west-1 on account warehouse-prod and lockstep-prod-silver_eu-west-2 on unit data-platform, which AWS merges into one plan lockstep-silver; use the plan on one of the two",
    },
  ]);
});

test("one policy in a unit and in an account of it is refused too", () => {
  expect(policiesMerge(withAccount("warehouse-prod", { plans: ["silver"] }))).toMatchObject([
    {
      rule: "policy-merge-conflict",
      message: expect.stringMatching(/^got lockstep-prod-silver_eu-west-2 on account .* on unit data-platform, /),
    },
  ]);
});

test("a combination of policies is named once, by the first account that has it", () => {
  const both = ["warehouse-prod", "lakehouse-prod"].reduce(
    (within, name) => withAccount(name, { plans: ["silver"] }, within),
    estate,
  );

  expect(policiesMerge(both)).toMatchObject([{ at: { file: "accounts/lakehouse-prod.yaml" } }]);
});

test("an account of the other class and a retired one have no part in it", () => {
  const other = withAccount("warehouse-prod", { plans: ["silver"], class: "nonprod" });
  const retired = withAccount("warehouse-prod", { plans: ["silver"], state: "retired" });

  expect(policiesMerge(other)).toEqual([]);
  expect(policiesMerge(retired)).toEqual([]);
});

test("two rules whose names differ by case are one rule to AWS", () => {
  const shouted = withPlan("gold", (plan) => ({
    rules: [
      { ...rule(plan), name: "daily" },
      { ...rule(plan), name: "Daily", startWithinMinutes: 61 },
    ],
  }));

  expect(policiesMerge(shouted)).toEqual(
    ["lockstep-prod-gold_eu-west-2", "lockstep-prod-gold_eu-west-1_eu-west-2"].map((policy) => ({
      rule: "policy-merge-conflict",
      severity: "error",
      at: { file: "plans/gold.yaml", path: ["rules"] },
      message: `got ${policy}, of which AWS leaves out /plans/lockstep-gold/rules/Daily/start_backup_window_minutes/@@assign: got "61", but /plans/lockstep-gold/rules/daily/start_backup_window_minutes/@@assign, one setting to AWS, has "60"; AWS takes the first; use one value`,
    })),
  );
});

test.each<[string, Estate, readonly string[], string]>([
  [
    "rules",
    withPlan("gold", () => ({ rules: [] })),
    ["rules"],
    "without all its rules, by which AWS backs nothing up; use at least one rule, and a name of its own for each",
  ],
  [
    "one of two rules that are called alike",
    withPlan("gold", (plan) => ({ rules: [rule(plan), rule(plan)] })),
    ["rules"],
    "without all its rules, by which AWS backs nothing up; use at least one rule, and a name of its own for each",
  ],
  [
    "selections",
    withPlan("gold", ({ selection }) => ({
      selection: { ...selection, kind: "tagged", types: ["EBS"], tagValues: [] },
    })),
    ["select"],
    "without selections, by which AWS backs nothing up; use at least one tag value",
  ],
])("a plan without %s is refused", (_, incomplete, path, message) => {
  const findings = policiesMerge(incomplete);

  expect(findings).toHaveLength(2);
  for (const finding of findings) {
    expect(finding).toMatchObject({
      rule: "policy-incomplete",
      severity: "error",
      at: { file: "plans/gold.yaml", path },
    });
    expect(finding.message.replace(/^got lockstep-(?:prod|nonprod)-gold_\S+ /, "")).toBe(message);
  }
});

test("a plan in an account without Regions is refused", () => {
  expect(policiesMerge(withAccount("ledger-prod", { regions: [] }))).toEqual(
    named(estate.accounts, "ledger-prod").plans.map((plan) => ({
      rule: "policy-incomplete",
      severity: "error",
      at: { file: `plans/${plan}.yaml`, path: [] },
      message: `got lockstep-prod-${plan} without Regions, by which AWS backs nothing up; use at least one Region in every account and unit with the plan`,
    })),
  );
});

test("a unit is judged before it has an account", () => {
  const empty = withUnit(() => ({ regions: [] }), { ...estate, accounts: [] });

  expect(policiesMerge(empty)).toMatchObject([{ rule: "policy-incomplete" }, { rule: "policy-incomplete" }]);
});
