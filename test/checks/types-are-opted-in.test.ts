import { expect, test } from "vitest";
import { centralNotOptedIn } from "../../src/checks/central-not-opted-in.ts";
import { reachesNothing } from "../../src/checks/reaches-nothing.ts";
import { typesNotOptedIn } from "../../src/checks/types-not-opted-in.ts";
import type { Estate } from "../../src/model.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesAreOptedIn = saidBy(typesNotOptedIn, reachesNothing, centralNotOptedIn);

const exampleTypes = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const found = (changes: Changes) => findingLines(typesAreOptedIn(estateOf(configWith(changes))));
const goldTypes = (types: string) =>
  edit("select: { tag: { backup-plan: gold } }", `select: { tag: { backup-plan: gold }, types: [${types}] }`);
const byRegion = (regions: string) => edit(exampleTypes, `${exampleTypes}\n  byRegion: { ${regions} }`);

test("whatever the example names is opted in", () => {
  expect(typesAreOptedIn(estateOf(exampleConfig))).toEqual([]);
});

// gold reaches payments-prod in eu-west-2 and storefront-prod in eu-west-2 and eu-west-1
const missing = (type: string, where: string) =>
  `error types-not-opted-in plans/gold.yaml select.types: got ${type}, which is not opted in in ${where}, so that AWS may leave all of it out; use optIn with it (organization.yaml), or select.types without it`;

test.each([
  ["EBS, S3", []],
  ["EBS, DSQL", [missing("DSQL", "eu-west-1, eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other")]],
  [
    "EKS, DSQL",
    [
      missing("DSQL", "eu-west-1, eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other"),
      missing("EKS", "eu-west-1, eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other"),
    ],
  ],
  // Aurora's pattern selects Neptune clusters too, but they are left out as long as Neptune is not opted in
  [
    "Aurora, Neptune",
    [missing("Neptune", "eu-west-1, eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other")],
  ],
])("a plan that names types has them opted in wherever it runs: %s", (types, expected) => {
  expect(found({ "plans/gold.yaml": goldTypes(types) })).toEqual(expected);
});

const central = (types: string, region: string, cls: string, id: string, by: string) =>
  `warning central-not-opted-in organization.yaml optIn: got no ${types} in ${region} of central ${cls} (${id}), which receives copies of them from ${by}; AWS may refuse such copies; use them for ${region} too`;

test("a Region with types of its own is judged by those, in the accounts and in central", () => {
  const lines = found({
    "organization.yaml": byRegion("eu-west-1: [EBS]"),
    "plans/gold.yaml": goldTypes("EBS, S3"),
  });

  expect(lines).toEqual([
    missing("S3", "eu-west-1 of storefront-prod (accounts/storefront-prod.yaml)"),
    central(
      "Aurora, DocumentDB, DynamoDB, EC2, EFS, FSx, RDS, S3",
      "eu-west-1",
      "prod",
      "333333333333",
      "plans bronze, gold, silver",
    ),
  ]);
});

test("central needs only what is copied to it", () => {
  const lines = found({
    "organization.yaml": byRegion("eu-west-1: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, S3]"),
  });

  expect(lines).toEqual([central("RDS", "eu-west-1", "prod", "333333333333", "plans bronze, gold, silver")]);
});

test("what cannot be copied need not be opted in in central", () => {
  const lines = found({
    "organization.yaml": edit(exampleTypes, "types: [EBS, Redshift]\n  byRegion: { eu-west-1: [EBS] }"),
  });

  expect(lines).toEqual([]);
});

test("what no plan copies need not be opted in in central", () => {
  const localOnly = (text: string) =>
    text
      .replace(/, isolatedRpo: \w+/, "")
      .replace(/keep: \{ local: (\w+),.*\}/g, "keep: { local: $1 }\n    localOnly: build caches that are made anew");
  const lines = found({
    "organization.yaml": byRegion("eu-west-1: [EBS]"),
    "plans/bronze.yaml": localOnly,
    "plans/silver.yaml": localOnly,
    "plans/gold.yaml": localOnly,
  });

  expect(lines).toEqual([]);
});

function management(optIn: (types: readonly string[]) => readonly string[]): Estate {
  const estate = estateOf(configWith({ "plans/gold.yaml": goldTypes("EBS, S3") }));
  if (!estate.management) throw new Error("the example has no management account");
  const own = Object.entries(estate.management.optIn).map(([region, types]) => [region, optIn(types)]);
  return { ...estate, management: { ...estate.management, optIn: Object.fromEntries(own) } };
}

test("the management account's settings override those of the accounts", () => {
  expect(findingLines(typesAreOptedIn(management((types) => types)))).toEqual([]);
  expect(findingLines(typesAreOptedIn(management((types) => types.filter((type) => type !== "S3"))))).toEqual([
    "error types-not-opted-in plans/gold.yaml select.types: got S3, which is not opted in in eu-west-1, eu-west-2 of the management account, whose settings override those of payments-prod (accounts/payments-prod.yaml) and 1 other; use optIn with it (organization.yaml), or select.types without it",
  ]);
});

test("a management account that is kept by hand is not judged", () => {
  const estate = management(() => []);

  expect(typesAreOptedIn({ ...estate, management: null })).toEqual([]);
});

test("an account's Region in which nothing is opted in is told of once a plan", () => {
  const nothing = (plan: string, where: string) =>
    `error reaches-nothing plans/${plan}.yaml select: got a plan that runs in ${where}, where nothing is left for it: each resource type is not opted in, left out, or said to be absent; use optIn with the types to protect (organization.yaml), or other Regions; see leftOut there, and absent of the plan`;
  const lines = found({ "organization.yaml": byRegion("eu-west-1: []") });

  expect(lines.filter((line) => line.startsWith("error"))).toEqual([
    nothing("bronze", "eu-west-1 of storefront-prod (accounts/storefront-prod.yaml)"),
    nothing("gold", "eu-west-1 of storefront-prod (accounts/storefront-prod.yaml)"),
  ]);
});
