import { expect, test } from "vitest";
import { accountsReached, kindsOf, kindsReached, kindsReachedAnywhere, reachesOf } from "../../src/estate/reach.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const exampleTypes = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const estate = estateOf(exampleConfig);

test("a plan reaches alike accounts of a class together, and those of another class, Region or opt-in apart", () => {
  const bronze = reachesOf(estate).filter(({ plan }) => plan.name === "bronze");

  expect(bronze.map((reach) => [reach.class, reach.region, reach.accounts.map(({ name }) => name).join(" ")])).toEqual([
    ["prod", "eu-west-2", "lakehouse-prod ledger-prod payments-prod storefront-prod warehouse-prod"],
    ["nonprod", "eu-west-2", "payments-dev sandbox storefront-staging"],
    ["prod", "eu-west-1", "storefront-prod"],
  ]);
});

test("every plan in every Region of every account that has it is in one reach, with the kinds that it has there", () => {
  const told = reachesOf(estate).flatMap(({ plan, region, kinds, accounts }) =>
    accounts.map((account) => [plan.name, region, account.name, kinds.map(({ name }) => name)]),
  );
  const one = estate.plans.flatMap((plan) =>
    accountsReached(estate, plan).flatMap((account) =>
      account.regions.map((region) => [
        plan.name,
        region,
        account.name,
        kindsReached(plan, account, region).map(({ name }) => name),
      ]),
    ),
  );

  expect([...told].sort()).toEqual([...one].sort());
});

test("accounts with other types opted in are reached apart, even in one Region", () => {
  const accounts = estate.accounts.map((account) =>
    account.name === "ledger-prod" ? { ...account, optIn: { "eu-west-2": ["EBS"] } } : account,
  );
  const own = reachesOf({ ...estate, accounts }).filter(({ kinds }) => kinds.length === 1);

  expect(own.map(({ plan, accounts: reached }) => [plan.name, reached.map(({ name }) => name)])).toEqual([
    ["bronze", ["ledger-prod"]],
    ["silver", ["ledger-prod"]],
  ]);
});

test.each([
  ["EBS", ["EBS"]],
  [
    "FSx",
    [
      "FSx for Lustre",
      "FSx for Lustre with Intelligent-Tiering",
      "FSx for ONTAP",
      "FSx for ONTAP FlexGroup volume",
      "FSx for OpenZFS",
      "FSx for OpenZFS with Intelligent-Tiering",
      "FSx for OpenZFS Multi-AZ",
      "FSx for Windows",
      "FSx for Windows without AWS managed Active Directory",
    ],
  ],
  ["RDS", ["RDS instance", "RDS instance with a persistent option"]],
  ["Aurora", ["Aurora", "DocumentDB", "RDS Multi-AZ cluster"]],
  ["DocumentDB", ["Aurora", "DocumentDB", "RDS Multi-AZ cluster"]],
  ["Neptune", ["Aurora", "DocumentDB", "RDS Multi-AZ cluster"]],
  ["Timestream", []],
])("a plan narrowed to %s reaches what its pattern selects and is opted in", (types, expected) => {
  const narrowed = estateOf(
    configWith({
      "plans/gold.yaml": edit("backup-plan: gold } }", `backup-plan: gold }, types: [${types}] }`),
    }),
  );
  const gold = narrowed.plans.find(({ name }) => name === "gold");
  if (!gold) throw new Error("no plan gold");

  expect(kindsReachedAnywhere(narrowed, gold).map(({ name }) => name)).toEqual(expected);
});

test("the kinds of several reaches are each told once, in the order of the table", () => {
  const kinds = kindsOf(
    reachesOf(
      estateOf(
        configWith({
          "organization.yaml": edit(exampleTypes, "types: [S3, EBS]\n  byRegion: { eu-west-1: [EKS, EBS] }"),
        }),
      ),
    ),
  );

  expect(kinds.map(({ name }) => name)).toEqual(["EBS", "EKS", "S3"]);
});

test("a retired account is reached by nothing", () => {
  const accounts = estate.accounts.map((account) => ({ ...account, unit: null, state: "retired" as const }));

  expect(reachesOf({ ...estate, accounts })).toEqual([]);
});
