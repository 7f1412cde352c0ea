import { expect, test } from "vitest";
import { policySize } from "../../src/checks/policy-size.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import type { Estate } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const policiesFit = saidBy(policySize);

const estate = exampleEstate();

/** The example with only plan gold, one rule of which is named so that the largest policy has `size` characters. */
function estateOfSize(size: number): Estate {
  const gold = estate.plans.find(({ name }) => name === "gold");
  if (!gold) throw new Error("no plan gold");
  const [rule] = gold.rules;
  if (!rule) throw new Error("no rule");
  const named = (name: string): Estate => ({ ...estate, plans: [{ ...gold, rules: [{ ...rule, name }] }] });
  const largest = (each: Estate) => Math.max(...backupPolicies(each, "prod").map(({ document }) => document.length));
  return named("r".repeat(size - largest(named("r")) + 1));
}

test("the example's policies fit", () => {
  expect(policiesFit(estate)).toEqual([]);
});

test("a policy of 10,000 characters fits", () => {
  expect(policiesFit(estateOfSize(10_000))).toEqual([]);
});

test("a policy of 10,001 characters does not, and the message says whose it is", () => {
  expect(policiesFit(estateOfSize(10_001))).toEqual([
    {
      rule: "policy-size",
      severity: "error",
      at: { file: "plans/gold.yaml", path: ["rules"] },
      message:
        "got a backup policy of 10001 characters for prod accounts in eu-west-1, eu-west-2; AWS takes 10000; use fewer rules or two plans",
    },
  ]);
});
