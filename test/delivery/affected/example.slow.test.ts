import { expect, test } from "vitest";
import { edit } from "../../support/config.ts";
import { compare, editStack, exampleTree, outcome } from "./support/trees.ts";

const none = { added: [], changed: [], retiring: [], removed: [], unchanged: 16 };
const ordersProd = `account: "555555555506"\nclass: prod\nowner: orders@acme.example\nplans: [silver, bronze]\nsourceKeys: customer\n`;
const inUnit = `account: "555555555507"\nclass: prod\nowner: orders@acme.example\nunit: data-platform\nsourceKeys: customer\n`;
const dev = `account: "666666666605"\nclass: nonprod\nowner: orders@acme.example\nplans: [bronze]\n`;

test.each([
  [
    "an account is added: its stack, and those that must know it",
    { "accounts/orders-prod.yaml": ordersProd },
    { ...none, added: ["app-orders-prod"], changed: ["central-prod", "policies-prod", "shared"], unchanged: 13 },
  ],
  [
    "a non-prod account is added: nothing of prod",
    { "accounts/orders-dev.yaml": dev },
    { ...none, added: ["app-orders-dev"], changed: ["central-nonprod", "policies-nonprod", "shared"], unchanged: 13 },
  ],
  [
    "an account in a unit is added: its stack alone",
    { "accounts/orders-prod.yaml": inUnit },
    { ...none, added: ["app-orders-prod"], unchanged: 16 },
  ],
  [
    "a retention changes: the policies of the classes that have the plan",
    { "plans/bronze.yaml": edit("local: 7d", "local: 8d") },
    { ...none, changed: ["policies-nonprod", "policies-prod"], unchanged: 14 },
  ],
  [
    "a plan of prod only changes: the policies of prod",
    { "plans/gold.yaml": edit("local: 35d", "local: 36d") },
    { ...none, changed: ["policies-prod"], unchanged: 15 },
  ],
  [
    "an owner changes: the one account",
    { "accounts/sandbox.yaml": edit("platform@acme.example", "sandbox@acme.example") },
    { ...none, changed: ["app-sandbox"], unchanged: 15 },
  ],
  [
    "an account's file is deleted: its stack is removed",
    { "accounts/sandbox.yaml": null },
    { ...none, changed: ["central-nonprod", "policies-nonprod", "shared"], removed: ["app-sandbox"], unchanged: 12 },
  ],
  ["nothing but a comment changes: nothing", { "plans/gold.yaml": (text: string) => `# why\n${text}` }, none],
])("when %s", async (_, changes, expected) => {
  const affected = await compare(exampleTree(), exampleTree(changes));

  expect(outcome(affected)).toEqual(expected);
});

test("knows each stack's scope, wave and account", async () => {
  const { added } = await compare("there-is-no-such-folder", exampleTree());

  const places = added.map(({ stack, scope, wave, accountId }) => [stack, scope, wave, accountId]);
  expect(places).toEqual([
    ["app-lakehouse-prod", "app-prod", 4, "555555555505"],
    ["app-ledger-prod", "app-prod", 4, "555555555503"],
    ["app-legacy-crm", "app-nonprod", 2, "666666666604"],
    ["app-payments-dev", "app-nonprod", 2, "666666666601"],
    ["app-payments-prod", "app-prod", 4, "555555555501"],
    ["app-sandbox", "app-nonprod", 2, "666666666603"],
    ["app-storefront-prod", "app-prod", 4, "555555555502"],
    ["app-storefront-staging", "app-nonprod", 2, "666666666602"],
    ["app-warehouse-prod", "app-prod", 4, "555555555504"],
    ["bootstrap", "bootstrap", null, "222222222222"],
    ["central-nonprod", "central-nonprod", 1, "444444444444"],
    ["central-prod", "central-prod", 1, "333333333333"],
    ["management", "management", 1, "111111111111"],
    ["policies-nonprod", "policies-nonprod", 3, "222222222222"],
    ["policies-prod", "policies-prod", 5, "222222222222"],
    ["shared", "shared", 1, "222222222222"],
  ]);
});

test("a stack whose tag says from now on that its account is retired is retiring", async () => {
  const [base, head] = [exampleTree(), exampleTree()];
  editStack(head, "app-sandbox", '"lockstep:stack"', '"lockstep:state": "retired",\n"lockstep:stack"');

  expect(outcome(await compare(base, head))).toEqual({ ...none, retiring: ["app-sandbox"], unchanged: 15 });
});

test("non-prod accounts with the same settings change alike when an opt-in of all changes", async () => {
  const optIn = edit("FSx, RDS, S3]", "FSx, RDS, S3, Timestream]");
  const { changed } = await compare(exampleTree(), exampleTree({ "organization.yaml": optIn }));

  const nonprod = changed.filter(({ scope }) => scope === "app-nonprod");
  expect(nonprod).toHaveLength(4);
  expect(new Set(nonprod.map(({ changeShape }) => changeShape)).size).toBe(1);
  expect(nonprod[0]?.blocks).toEqual({
    added: [],
    changed: [
      {
        address: "aws_backup_region_settings.eu-west-2-opt-in",
        arguments: ["lifecycle", "resource_type_opt_in_preference"],
      },
    ],
    removed: [],
  });
});
