import { expect, test } from "vitest";
import { accountsFit, mostAccountsWithoutUnit } from "../../src/checks/accounts-fit.ts";
import type { Estate } from "../../src/model.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

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

test("as many accounts as are taken fit AWS's policies, with a unit beside them", () => {
  const most = withAccounts(mostAccountsWithoutUnit);
  const stacks = stacksOf(most);
  const sizes = (id: string, type: string) => all(stacks.get(id), type).map(({ policy }) => String(policy).length);

  expect(accountsFit(most)).toEqual([]);
  expect(Math.max(...sizes("shared", "aws_iam_policy"))).toBeLessThanOrEqual(6_144);
  expect(Math.max(...sizes("central-prod", "aws_kms_key"))).toBeLessThanOrEqual(32_768);
});

test("one more is refused, and the message says what to do", () => {
  expect(accountsFit(withAccounts(mostAccountsWithoutUnit + 1))).toEqual([
    {
      rule: "too-many-accounts",
      severity: "error",
      at: { file: "organization.yaml", path: ["units"] },
      message: "got 381 prod accounts in no unit; AWS's policies hold 380: put accounts into units",
    },
  ]);
});

test("accounts in a unit are not counted", () => {
  expect(accountsFit(withAccounts(2_000, "data-platform"))).toEqual([]);
});
