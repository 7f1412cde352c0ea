import { expect, test } from "vitest";
import { estateFacts, type StackFacts } from "../../src/estate/estate-facts.ts";
import type { AppAccount, Estate, Lock } from "../../src/model.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const example = estateOf(exampleConfig);
const compliance: Lock = {
  mode: "compliance",
  minDays: 7,
  maxDays: 30,
  armedOn: "2027-01-01",
  coolingOffDays: 5,
  cooledOff: null,
  reason: "",
};

function stackOf(estate: Estate, id: string): StackFacts {
  const stack = estateFacts(estate).get(id);
  if (!stack) throw new Error(`no stack ${id}`);
  return stack;
}
const factsOf = (estate: Estate, id = "bootstrap") => Object.fromEntries(stackOf(estate, id).facts);
const loopOf = (estate: Estate, id: string, loop: string) =>
  stackOf(estate, id)
    .loops.get(loop)
    ?.map((facts) => Object.fromEntries(facts));
const withAccount = (name: string, change: Partial<AppAccount>): Estate => ({
  ...example,
  accounts: example.accounts.map((account) => (account.name === name ? { ...account, ...change } : account)),
});
const central = (change: Partial<Estate["central"]["prod"]>): Estate => ({
  ...example,
  central: { ...example.central, prod: { ...example.central.prod, ...change } },
});

test("every stack of the estate has facts of its kind", () => {
  const kinds = [...estateFacts(example)].map(([id, { kind }]) => `${id}: ${kind}`);

  expect(kinds.slice(0, 8)).toEqual([
    "bootstrap: bootstrap",
    "shared: shared",
    "management: management",
    "central-prod: central",
    "policies-prod: policies",
    "central-nonprod: central",
    "policies-nonprod: policies",
    "app-lakehouse-prod: app",
  ]);
  expect(kinds.slice(7)).toEqual(example.accounts.map(({ name }) => `app-${name}: app`));
});

test("what all stacks know of the organization stands in each", () => {
  const expected = {
    partition: "aws",
    name: "acme",
    organization: "o-a1b2c3d4e5",
    root: "r-ab12",
    "management.account": "111111111111",
    management: true,
    guardrails: true,
    resourceGuardrails: false,
    "management.otherStatements": [],
    "shared.account": "222222222222",
    "shared.region": "eu-west-2",
    branch: "main",
    "oidcProvider.create": true,
  };
  const stacks = [...estateFacts(example)];

  expect(stacks.map(([id, { facts }]) => [id, facts.get("stack")])).toEqual(stacks.map(([id]) => [id, id]));
  expect(stacks.map(([, { facts }]) => Object.fromEntries(facts))).toEqual(
    stacks.map(() => expect.objectContaining(expected)),
  );
});

test("a class is its central account with its lock, the accounts without a unit, retired ones among them, and the units' paths", () => {
  const facts = factsOf(example);

  expect(facts).toMatchObject({
    "prod.central": "333333333333",
    "prod.central.minDays": 7,
    "prod.central.maxDays": 2920,
    "prod.central.armed": false,
    "prod.accounts": ["555555555503", "555555555501", "555555555502"],
    "prod.paths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/"],
    "prod.members": true,
    "nonprod.central": "444444444444",
    "nonprod.central.minDays": 3,
    "nonprod.central.maxDays": 365,
    "nonprod.central.armed": false,
    "nonprod.accounts": ["666666666604", "666666666601", "666666666603", "666666666602"],
    "nonprod.paths": [],
    "nonprod.members": true,
  });
});

test("a class has members while it has an account or a unit", () => {
  const of = (change: Partial<Estate>) => factsOf({ ...example, ...change })["prod.members"];

  expect(of({ accounts: [], units: [] })).toBe(false);
  expect(of({ accounts: [] })).toBe(true);
  expect(of({ units: [] })).toBe(true);
});

test("without a management account there is no stack of it, and nothing is guarded by it", () => {
  const estate = { ...example, management: null };

  expect(estateFacts(estate).has("management")).toBe(false);
  expect(factsOf(estate)).toMatchObject({
    management: false,
    guardrails: false,
    resourceGuardrails: false,
    "management.otherStatements": [],
  });
});

test("the management account's switches and other statements are taken as config has them", () => {
  const management = example.management;
  if (!management) throw new Error("the example has a management account");
  const otherDelegationStatements = [{ Sid: "theirs" }];

  const estate = {
    ...example,
    management: { ...management, guardrails: false, resourceGuardrails: true, otherDelegationStatements },
  };

  expect(factsOf(estate)).toMatchObject({
    guardrails: false,
    resourceGuardrails: true,
    "management.otherStatements": otherDelegationStatements,
  });
});

test("accounts with a compliance lock that has its day are armed, central ones first, and no others", () => {
  const armed = {
    ...withAccount("payments-prod", { lock: compliance }),
    central: central({ lock: compliance }).central,
  };
  const unarmed = withAccount("payments-prod", { lock: { ...compliance, armedOn: null } });
  const governed = withAccount("payments-prod", { lock: { ...compliance, mode: "governance" } });

  expect(factsOf(example)).toMatchObject({ armed: [], "prod.central.armed": false });
  expect(factsOf(armed)).toMatchObject({ armed: ["333333333333", "555555555501"], "prod.central.armed": true });
  expect(factsOf(unarmed)["armed"]).toEqual([]);
  expect(factsOf(governed)["armed"]).toEqual([]);
});

test("sealed are the central accounts that config seals", () => {
  expect(factsOf(example)["sealed"]).toEqual([]);
  expect(factsOf(central({ isSealed: true }))["sealed"]).toEqual(["333333333333"]);
});

test("a duty is its principals, their accounts each once, MFA and the session in seconds", () => {
  const estate = {
    ...example,
    duties: { ...example.duties, auditor: { ...example.duties.auditor, maxSessionHours: 2 } },
  };

  expect(factsOf(estate)).toMatchObject({
    "vaultCustodian.principals": [
      "arn:aws:iam::222222222222:user/custodian-1",
      "arn:aws:iam::222222222222:user/custodian-2",
    ],
    "vaultCustodian.accounts": ["222222222222"],
    "vaultCustodian.mfa": true,
    "vaultCustodian.sessionSeconds": 3600,
    "auditor.mfa": false,
    "auditor.sessionSeconds": 7200,
  });
});

test("GitHub's tokens name the repository by name, and by ids where config has them", () => {
  const without = { ...example, pipeline: { ...example.pipeline, immutableIds: null } };

  expect(factsOf(example)).toMatchObject({
    github: ["acme/backup", "acme@8675309/backup@1234567"],
    "github.name": "acme/backup",
    "github.ids": true,
    "github.owner": "8675309",
    "github.repository": "1234567",
  });
  expect(factsOf(without)).toMatchObject({
    github: ["acme/backup"],
    "github.ids": false,
    "github.owner": "",
    "github.repository": "",
  });
});

test("an upgrade is under way until its day", () => {
  const upgrading = { ...example, pipeline: { ...example.pipeline, upgradeUntil: "2027-01-31" } };

  expect(factsOf(example)).toMatchObject({ upgrading: false, upgradeUntil: "" });
  expect(factsOf(upgrading)).toMatchObject({ upgrading: true, upgradeUntil: "2027-01-31" });
});

test.each([
  ["bootstrap", "222222222222", "eu-west-2"],
  ["shared", "222222222222", "eu-west-2"],
  ["management", "111111111111", "eu-west-2"],
  ["central-prod", "333333333333", "eu-west-2"],
  ["policies-nonprod", "222222222222", "eu-west-2"],
  ["app-storefront-prod", "555555555502", "eu-west-2"],
])("%s is in account %s with %s as home", (id, account, home) => {
  expect(factsOf(example, id)).toMatchObject({ account, home });
});

test("stacks of a class know its central account, accounts and paths", () => {
  const expected = {
    class: "prod",
    central: "333333333333",
    accounts: ["555555555503", "555555555501", "555555555502"],
    paths: ["o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/"],
  };

  expect(factsOf(example, "central-prod")).toMatchObject(expected);
  expect(factsOf(example, "policies-prod")).toMatchObject(expected);
});

test("a vault without a lock has a lock of nothing, and one with a lock what config says", () => {
  const none = {
    lock: false,
    "lock.minDays": 0,
    "lock.maxDays": 0,
    "lock.armed": false,
    "lock.coolingOffDays": 0,
    "lock.final": false,
  };
  const armed = {
    lock: true,
    "lock.minDays": 7,
    "lock.maxDays": 30,
    "lock.armed": true,
    "lock.coolingOffDays": 5,
    "lock.final": false,
  };

  expect(factsOf(example, "app-sandbox")).toMatchObject(none);
  expect(factsOf(withAccount("sandbox", { lock: compliance }), "app-sandbox")).toMatchObject(armed);
  expect(factsOf(central({ lock: compliance }), "central-prod")).toMatchObject(armed);
  expect(factsOf(example, "central-prod")["serviceLinkedRole.create"]).toBe(true);
  expect(factsOf(example, "app-sandbox")["serviceLinkedRole.create"]).toBe(false);
});

test("an account is of a class, has an owner, and is retired or not", () => {
  expect(factsOf(example, "app-legacy-crm")).toMatchObject({
    class: "nonprod",
    central: "444444444444",
    owner: "sales@acme.example",
    retired: true,
  });
  expect(factsOf(example, "app-sandbox")["retired"]).toBe(false);
});

test("there is one of something for each target, Region, opted-in Region and subscription", () => {
  expect(loopOf(example, "bootstrap", "targets")).toEqual([{ target: "r-ab12" }]);
  expect(loopOf(example, "management", "optIn")).toEqual([{ region: "eu-west-1" }, { region: "eu-west-2" }]);
  expect(loopOf(example, "app-storefront-prod", "regions")).toEqual([{ region: "eu-west-2" }, { region: "eu-west-1" }]);
  expect(loopOf(example, "central-prod", "optIn")).toEqual([{ region: "eu-west-1" }, { region: "eu-west-2" }]);
  expect(loopOf(example, "shared", "subscriptions")).toEqual([
    {
      protocol: "email",
      endpoint: "backup-team@acme.example",
      "endpoint.spelled": "backup-2d-team-40-acme-2e-example",
    },
    {
      protocol: "https",
      endpoint: "https://events.acme.example/integrations/aws-backup",
      "endpoint.spelled": "https-3a--2f--2f-events-2e-acme-2e-example-2f-integrations-2f-aws-2d-backup",
    },
  ]);
});

test("policies of a class may be attached to its units, then its active accounts, each by name", () => {
  const reversed = { ...example, accounts: example.accounts.toReversed() };
  const prod = [
    "arn:aws:organizations::*:ou/*/ou-ab12-1a2b3c4d",
    "arn:aws:organizations::*:account/*/555555555503",
    "arn:aws:organizations::*:account/*/555555555501",
    "arn:aws:organizations::*:account/*/555555555502",
  ];
  const nonprod = ["666666666601", "666666666603", "666666666602"].map(
    (id) => `arn:aws:organizations::*:account/*/${id}`,
  );

  expect(loopOf(reversed, "shared", "prod.targetLists")).toEqual([{ "prod.list": "1", "prod.list.targets": prod }]);
  expect(loopOf(reversed, "shared", "nonprod.targetLists")).toEqual([
    { "nonprod.list": "1", "nonprod.list.targets": nonprod },
  ]);
});

test("units are by name too, and what has no plan is no target", () => {
  const [unit] = example.units;
  if (!unit) throw new Error("the example has a unit");
  const units = [
    { ...unit, name: "z", ouId: "ou-z" },
    { ...unit, name: "bare", ouId: "ou-bare", plans: [] },
    { ...unit, name: "a", ouId: "ou-a" },
  ];

  const [list] = loopOf({ ...example, units, accounts: [] }, "shared", "prod.targetLists") ?? [];

  expect(list?.["prod.list.targets"]).toEqual(["ou-a", "ou-z"].map((id) => `arn:aws:organizations::*:ou/*/${id}`));
});

test.each([
  [22, [125]],
  [23, [124, 1]],
])("a list is broken where a managed policy is full: its last target has a name of %i characters", (last, expected) => {
  const sandbox = example.accounts.find(({ name }) => name === "sandbox");
  if (!sandbox) throw new Error("no account sandbox");
  // 124 targets of 47 characters, quotes and comma included, leave 66 of 5894
  const ids = [
    ...Array.from({ length: 124 }, (_, index) => `id-of-${String(index).padStart(3, "0")}`),
    `id-of-${"x".repeat(last)}`,
  ];
  const accounts = ids.map((accountId) => ({ ...sandbox, name: accountId, accountId }));

  const lists = loopOf({ ...example, accounts }, "shared", "nonprod.targetLists") ?? [];

  expect(lists.map((list) => (list["nonprod.list.targets"] as readonly string[]).length)).toEqual(expected);
  expect(lists.map((list) => list["nonprod.list"])).toEqual(expected.map((_, index) => String(index + 1)));
});

test("policies are one a plan and set of Regions, attached to units and active accounts of the class", () => {
  const regions = ["eu-west-2", "eu-west-1"];
  const estate = {
    ...withAccount("storefront-staging", { regions }),
    accounts: withAccount("storefront-staging", { regions }).accounts.filter(({ name }) => name !== "sandbox"),
  };

  expect(loopOf(estate, "policies-nonprod", "policies")).toEqual([
    { policy: "bronze_eu-west-2", plan: "bronze" },
    { policy: "bronze_eu-west-1_eu-west-2", plan: "bronze" },
    { policy: "silver_eu-west-1_eu-west-2", plan: "silver" },
  ]);
  expect(loopOf(estate, "policies-nonprod", "attachments")).toEqual([
    { policy: "bronze_eu-west-2", "holder.kind": "account", holder: "payments-dev", target: "666666666601" },
    {
      policy: "bronze_eu-west-1_eu-west-2",
      "holder.kind": "account",
      holder: "storefront-staging",
      target: "666666666602",
    },
    {
      policy: "silver_eu-west-1_eu-west-2",
      "holder.kind": "account",
      holder: "storefront-staging",
      target: "666666666602",
    },
  ]);
  expect(loopOf(estate, "policies-prod", "attachments")?.slice(0, 1)).toEqual([
    { policy: "bronze_eu-west-2", "holder.kind": "unit", holder: "data-platform", target: "ou-ab12-1a2b3c4d" },
  ]);
});
