import { describe, expect, test } from "vitest";
import { quotas } from "../../src/aws/quotas.ts";
import { enterPolicyCharacters, tooManyAccounts } from "../../src/checks/too-many-accounts.ts";
import { tooManyTargets } from "../../src/checks/too-many-targets.ts";
import { accountClasses, type Estate } from "../../src/model.ts";
import { CentralStack } from "../../stacks/central-stack.ts";
import { SharedStack } from "../../stacks/shared-stack.ts";
import { saidBy } from "../support/said.ts";
import { all, type Block, exampleEstate, stackAlone } from "../support/stacks.ts";

const accountsFit = saidBy(tooManyAccounts);
const targetsFit = saidBy(tooManyTargets);

const estate = exampleEstate();

function withAccounts(count: number, unit: string | null = null): Estate {
  const model = estate.accounts.find(({ name }) => name === "ledger-prod");
  if (!model) throw new Error("no account ledger-prod");
  const accounts = Array.from({ length: count }, (_, index) => ({
    ...model,
    unit,
    name: `a${index}`,
    accountId: String(700_000_000_000 + index),
  }));
  return { ...estate, accounts };
}

/** The example with that many units of prod, each five OUs deep, and no account. */
function withUnits(count: number): Estate {
  const [unit] = estate.units;
  if (!unit) throw new Error("no unit");
  const ou = (index: number) => `ou-ab12-${String(index).padStart(8, "0")}`;
  const units = Array.from({ length: count }, (_, index) => ({
    ...unit,
    name: `u${index}`,
    ouId: ou(index),
    orgPath: `o-a1b2c3d4e5/r-ab12/${`${ou(99_999_999)}/`.repeat(4)}${ou(index)}/`,
  }));
  return { ...estate, units, accounts: [] };
}

const sharedPolicies = (of: Estate) =>
  all(
    stackAlone((app) => new SharedStack(app, of)),
    "aws_iam_policy",
  );

const enterPolicies = (of: Estate) =>
  sharedPolicies(of)
    .filter(({ name }) => String(name).includes("-accounts-"))
    .map(({ policy }) => String(policy).length);

test.each([
  ["the example", estate],
  ["accounts and units", { ...withUnits(7), accounts: withAccounts(3).accounts }],
])("the size is that of the policy which is synthesized: %s", (_name, of) => {
  const computed = accountClasses.map((cls) => enterPolicyCharacters(of, cls));

  expect(enterPolicies(of)).toEqual(
    computed.filter((size) => size > '{"Version":"2012-10-17","Statement":[]}'.length).sort((a, b) => a - b),
  );
});

test.each([
  ["380 accounts beside a unit", withAccounts(380)],
  ["54 units of five OUs", withUnits(54)],
])("as many as are taken fit every policy of AWS: %s", (_name, most) => {
  const keys = all(
    stackAlone((app) => new CentralStack(app, most, most.central.prod)),
    "aws_kms_key",
  );
  const longest = (blocks: readonly Block[]) => Math.max(...blocks.map(({ policy }) => String(policy).length));

  expect(accountsFit(most)).toEqual([]);
  expect(longest(sharedPolicies(most))).toBeLessThanOrEqual(quotas.managedPolicyCharacters.most);
  expect(longest(keys)).toBeLessThanOrEqual(quotas.keyPolicyBytes.most);
});

test.each([
  [
    "one account more",
    withAccounts(381),
    "got 381 prod accounts in no unit and 1 unit, a policy of 6152 characters; AWS takes 6144; put accounts into units",
  ],
  [
    "one unit more",
    withUnits(55),
    "got 0 prod accounts in no unit and 55 units, a policy of 6216 characters; AWS takes 6144; use fewer units, such as an OU that holds several of them",
  ],
])("%s is refused, and the message says what to do", (_name, tooMany, message) => {
  expect(accountsFit(tooMany)).toEqual([
    { rule: "too-many-accounts", severity: "error", at: { file: "organization.yaml", path: ["units"] }, message },
  ]);
});

test("accounts in a unit are not counted", () => {
  expect(accountsFit(withAccounts(2_000, "data-platform"))).toEqual([]);
});

describe("units and accounts that policies are attached to", () => {
  const { most } = quotas.managedPolicyCharacters;
  const lists = (of: Estate) =>
    sharedPolicies(of)
      .filter(({ name }) => String(name).includes("-targets-prod-"))
      .map(({ policy }) => String(policy).length);

  test.each([
    ["accounts", { ...withAccounts(1_100), units: [] }],
    ["accounts of GovCloud", { ...withAccounts(1_000), units: [], partition: "aws-us-gov" }],
    ["units", withUnits(1_100)],
  ])("as many %s as ten policies of one role can name are fine, each within its size", (_name, full) => {
    expect(targetsFit(full)).toEqual([]);
    expect(lists(full)).toHaveLength(10);
    expect(Math.max(...lists(full))).toBeLessThanOrEqual(most);
  });

  test("more are an error, before AWS says so", () => {
    const [{ message, ...finding } = { message: "" }] = targetsFit({ ...withAccounts(1_300), units: [] });

    expect(finding).toEqual({
      rule: "too-many-targets",
      severity: "error",
      at: { file: "organization.yaml", path: ["units"] },
    });
    expect(message).toMatch(
      /^got 1300 units and prod accounts with plans of their own; the policies of the pipeline's role name 1\d{3}; give plans to units$/,
    );
  });

  test("accounts without plans of their own are not counted", () => {
    const { accounts } = withAccounts(1_300, "data-platform");

    expect(targetsFit({ ...estate, accounts: accounts.map((account) => ({ ...account, plans: [] })) })).toEqual([]);
  });
});
