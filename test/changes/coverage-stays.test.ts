import { expect, test } from "vitest";
import { configWith, edit, estateOf } from "../support/config.ts";
import { both, change, changeOf } from "./support/change.ts";

const lost = (plan: string) =>
  `got no plan ${plan}, which was there; what it selected gets no backup after the deployment, and what exists expires by its own retention; use ${plan} again unless that is meant`;

test("an account that loses a plan is said, one that gets one is not", () => {
  const onlySilver = { "accounts/ledger-prod.yaml": edit("[silver, bronze]", "[silver]") };

  expect(change(onlySilver)).toEqual([`warning plan-dropped accounts/ledger-prod.yaml plans: ${lost("bronze")}`]);
  expect(change({}, onlySilver)).toEqual([]);
});

test("a plan that goes over to the account's unit is not lost", () => {
  const inUnit = { "accounts/ledger-prod.yaml": edit("plans: [silver, bronze]", "unit: data-platform") };

  expect(change(inUnit).filter((line) => line.includes("plan-dropped"))).toEqual([]);
});

test("what an account in a unit loses with the unit is said of the unit alone", () => {
  expect(change({ "organization.yaml": edit("plans: [silver, bronze]", "plans: [silver]") })).toEqual([
    `warning plan-dropped organization.yaml units.data-platform.plans: ${lost("bronze")}`,
  ]);
});

test("what it loses by leaving the unit is said of the account", () => {
  expect(change({ "accounts/lakehouse-prod.yaml": edit("unit: data-platform", "plans: [bronze]") })).toContain(
    `warning plan-dropped accounts/lakehouse-prod.yaml plans: ${lost("silver")}`,
  );
});

test("a plan whose file is gone is said once for all who had it", () => {
  const gone = {
    "plans/gold.yaml": null,
    "accounts/payments-prod.yaml": edit("[gold, silver, bronze]", "[silver, bronze]"),
    "accounts/storefront-prod.yaml": edit("[gold, bronze]", "[bronze]"),
  };

  expect(change(gone)).toEqual([
    `warning plan-dropped accounts/payments-prod.yaml plans: payments-prod and 1 other: ${lost("gold")}`,
  ]);
});

test("a thousand accounts that lose a plan are one line", () => {
  const estate = estateOf(configWith());
  const [model] = estate.accounts;
  if (!model) throw new Error("no account");
  const accounts = (plans: readonly string[]) =>
    Array.from({ length: 1_000 }, (_, index) => ({
      ...model,
      name: `a${String(index).padStart(3, "0")}`,
      accountId: String(700_000_000_000 + index),
      unit: null,
      plans,
    }));

  expect(
    changeOf({ ...estate, accounts: accounts(["bronze", "gold"]) }, { ...estate, accounts: accounts(["gold"]) }),
  ).toEqual([`warning plan-dropped accounts/a000.yaml plans: a000 and 999 others: ${lost("bronze")}`]);
});

const narrowed = (plan: string, got: string, was: string) =>
  `warning selection-reduced plans/${plan}.yaml select: got ${got}, was ${was}; what only the former matched gets no backup after the deployment, and no job fails; use it again unless that is meant`;
const gold = (select: string) => ({ "plans/gold.yaml": edit("{ tag: { backup-plan: gold } }", select) });
const bronze = (values: string) => ({ "plans/bronze.yaml": edit("[gold, silver, none]", values) });

test.each([
  ["one value more of the tag", gold("{ tag: { backup-plan: [gold, platinum] } }")],
  ["one value less that is left out", bronze("[gold, silver]")],
  ["the same in another order", bronze("[none, silver, gold]")],
])("a plan may select more: %s", (_name, head) => {
  expect(change(head)).toEqual([]);
});

test.each([
  [gold("{ tag: { backup-plan: platinum } }"), narrowed("gold", "backup-plan: platinum", "backup-plan: gold")],
  [gold("{ tag: { backup: gold } }"), narrowed("gold", "backup: gold", "backup-plan: gold")],
  [
    gold("{ tag: { backup-plan: gold }, types: [RDS, EBS] }"),
    narrowed("gold", "backup-plan: gold of EBS, RDS", "backup-plan: gold"),
  ],
  [
    gold("{ everythingExcept: { tag: { backup-plan: gold } } }"),
    narrowed("gold", "everything except backup-plan: gold", "backup-plan: gold"),
  ],
  [
    bronze("[gold, silver, none, test]"),
    narrowed(
      "bronze",
      "everything except backup-plan: gold, none, silver, test",
      "everything except backup-plan: gold, none, silver",
    ),
  ],
])("a plan that selects less is said", (head, line) => {
  expect(change(head)).toEqual([line]);
});

test("types are compared too", () => {
  const types = (list: string) => gold(`{ tag: { backup-plan: gold }, types: [${list}] }`);

  expect(change(types("EBS, RDS"), types("RDS"))).toEqual([]);
  expect(change({}, types("RDS"))).toEqual([]);
  expect(change(types("RDS"), types("EBS, RDS"))).toEqual([
    narrowed("gold", "backup-plan: gold of RDS", "backup-plan: gold of EBS, RDS"),
  ]);
});

test("several changes are all said", () => {
  const head = {
    ...gold("{ tag: { backup-plan: platinum } }"),
    "plans/bronze.yaml": both(
      edit("[gold, silver, none]", "[gold, silver, none, test]"),
      edit("local: 7d", "local: 6d"),
    ),
  };

  expect(change(head).map((line) => line.split(" ")[1])).toEqual([
    "retention-shortened",
    "selection-reduced",
    "selection-reduced",
  ]);
});
