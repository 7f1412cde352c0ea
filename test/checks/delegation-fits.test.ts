import { expect, test } from "vitest";
import { delegationSize, ownDelegationCharacters } from "../../src/checks/delegation-size.ts";
import { delegationStatement } from "../../src/checks/delegation-statement.ts";
import type { Estate } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const delegationFits = saidBy(delegationSize, delegationStatement);

const estate = exampleEstate();

function withOthers(...otherDelegationStatements: readonly Readonly<Record<string, unknown>>[]): Estate {
  if (!estate.management) throw new Error("no management");
  return { ...estate, management: { ...estate.management, otherDelegationStatements } };
}
const ofSize = (size: number) => withOthers({ Sid: "x".repeat(size - '[{"Sid":""}]'.length) });

test.each(["aws", "aws-cn", "aws-us-gov"])(
  "Lockstep's own statements fit what is kept free for them in %s",
  (partition) => {
    const [policy] = all(stacksOf({ ...estate, partition }).get("management"), "aws_organizations_resource_policy");

    expect(String(policy?.["content"]).length).toBeLessThanOrEqual(ownDelegationCharacters);
  },
);

test("as many characters as are taken are what AWS takes, together with Lockstep's own", () => {
  const most = ofSize(37_800);
  const [policy] = all(stacksOf(most).get("management"), "aws_organizations_resource_policy");

  expect(delegationFits(most)).toEqual([]);
  expect(String(policy?.["content"]).length).toBeLessThanOrEqual(40_000);
  expect(String(policy?.["content"]).length).toBeGreaterThan(39_500);
});

test("one character more is refused", () => {
  expect(delegationFits(ofSize(37_801))).toEqual([
    {
      rule: "delegation-size",
      severity: "error",
      at: { file: "organization.yaml", path: ["management", "otherDelegationStatements"] },
      message:
        "got statements of 37801 characters; AWS takes 40000, of which Lockstep's own need 2200; use 37800 or less",
    },
  ]);
});

test.each([
  ["NotAction", "got NotAction, which AWS refuses in delegation policies since 2026-06-30; use Action"],
  ["NotResource", "got NotResource, which AWS refuses in delegation policies since 2026-06-30; use Resource"],
])("a statement with %s is refused", (key, message) => {
  const allowed = { Effect: "Allow", Principal: { AWS: "1" }, Action: "organizations:ListRoots", Resource: "*" };

  expect(delegationFits(withOthers(allowed, { Effect: "Allow", [key]: "*" }))).toEqual([
    {
      rule: "delegation-statement",
      severity: "error",
      at: { file: "organization.yaml", path: ["management", "otherDelegationStatements", 1, key], key: true },
      message,
    },
  ]);
});

test("an organization that keeps its switches by hand has no delegation policy of Lockstep's", () => {
  expect(delegationFits({ ...ofSize(40_000), management: null })).toEqual([]);
});
