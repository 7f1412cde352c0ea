import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type ResourceKind, resourceKinds } from "../../src/aws/resource-kinds.ts";
import { commonResourceTypes, resourceTypes } from "../../src/aws/resource-types.ts";

const columns = {
  cross_region: (kind) => kind.copiesAcrossRegions,
  cross_account: (kind) => kind.copiesAcrossAccounts,
  incremental: (kind) => kind.isIncremental,
  pitr: (kind) => kind.continuousRpoMinutes !== null,
  full_management: (kind) => kind.isEncryptedByVault,
  cold: (kind) => kind.coldStorage !== "no",
  restore_testing: (kind) => kind.restoreTesting,
  lag: (kind) => kind.airGapped,
} as const satisfies Record<string, (kind: ResourceKind) => boolean>;
type Column = keyof typeof columns;

/** Cells in which Lockstep has more than the ticks, each with its reason. */
const overrides: readonly (readonly [kind: string, column: Column, reason: string])[] = [
  ["RDS Multi-AZ cluster", "cross_region", "footnote 3 of the table: Multi-AZ clusters have no copies"],
  ["RDS Multi-AZ cluster", "cross_account", "footnote 3 of the table: Multi-AZ clusters have no copies"],
  ["FSx for OpenZFS", "cold", "the row looks shifted; plan-options-and-configuration.html lists no FSx"],
  ["FSx for OpenZFS", "restore_testing", "restore-testing.html names it"],
  ["CloudFormation", "full_management", "encryption.html: encrypted with the vault's key, though not fully managed"],
];

const [header = "", ...rows] = readFileSync(new URL("resource-features.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .filter((line) => !line.startsWith("#"));
const wholeKinds = resourceKinds.filter(({ name, of }) => name === of);
const features = new Map(
  rows.map((row) => {
    const [kind = "", ...cells] = row.split(",");
    return [kind, cells.map((cell) => cell === "1")];
  }),
);
const cell = (kind: string, column: Column) => features.get(kind)?.[Object.keys(columns).indexOf(column)];
const isOverridden = (kind: string, column: Column) =>
  overrides.some(([name, overridden]) => name === kind && overridden === column);

test("AWS's table has the columns that are compared, and ticks or nothing in them", () => {
  expect(header).toBe(["kind", ...Object.keys(columns)].join(","));
  expect(rows.filter((row) => !/^[^,]+(,[01]){8}$/.test(row))).toEqual([]);
});

test("every kind has its row in AWS's table, but for Redshift, which has none", () => {
  expect([...features.keys(), "Redshift"].sort()).toEqual(wholeKinds.map(({ name }) => name).sort());
});

test.each(wholeKinds.filter(({ name }) => name !== "Redshift"))("$name can do what AWS's table says", (kind) => {
  for (const [column, ours] of Object.entries(columns) as [Column, (kind: ResourceKind) => boolean][]) {
    const theirs = cell(kind.name, column);
    expect([column, ours(kind)]).toEqual([column, isOverridden(kind.name, column) ? !theirs : theirs]);
  }
});

test("Redshift, which AWS's table leaves out, is taken to do nothing", () => {
  const redshift = resourceKinds.filter(({ name }) => name === "Redshift");

  expect(redshift.map((kind) => Object.values(columns).map((can) => can(kind)))).toEqual([Array(8).fill(false)]);
});

test("only EBS needs its archive for cold storage", () => {
  expect(resourceKinds.filter(({ coldStorage }) => coldStorage === "archive").map(({ name }) => name)).toEqual(["EBS"]);
});

test("continuous backup is worth these minutes", () => {
  const minutes = wholeKinds.map(({ name, continuousRpoMinutes }) => [name, continuousRpoMinutes]);

  expect(minutes.filter(([, rpo]) => rpo !== null)).toEqual([
    ["Aurora", 5],
    ["RDS instance", 5],
    ["S3", 15],
    ["SAP HANA on EC2", 1],
  ]);
});

test("every type that can be opted in has a kind, and every kind a type", () => {
  expect([...new Set(resourceKinds.map(({ type }) => type))].sort()).toEqual([...resourceTypes].sort());
});

test("only RDS Multi-AZ clusters are selected as another type than they are opted in by", () => {
  const apart = resourceKinds.filter(({ type, selectedAs }) => type !== selectedAs);

  expect(apart.map(({ name, type, selectedAs }) => [name, type, selectedAs])).toEqual([
    ["RDS Multi-AZ cluster", "RDS", "Aurora"],
  ]);
});

test("whatever is opted in by default can be copied to another account and Region", () => {
  const kinds = resourceKinds.filter(({ type }) => commonResourceTypes.includes(type));
  const uncopied = kinds.filter((kind) => !kind.copiesAcrossAccounts || !kind.copiesAcrossRegions);

  expect(uncopied.map(({ name }) => name)).toEqual([
    "FSx for Lustre with Intelligent-Tiering",
    "FSx for ONTAP FlexGroup volume",
    "FSx for OpenZFS with Intelligent-Tiering",
    "RDS instance with a persistent option",
    "RDS Multi-AZ cluster",
  ]);
  expect(uncopied.filter(({ name, of }) => name === of).map(({ name }) => name)).toEqual(["RDS Multi-AZ cluster"]);
});

// once more: from the guides of RDS and FSx, and the notes 7 and 8 of AWS Backup's table
test("what an option, an engine or a storage class takes away from a kind, nothing else changes", () => {
  const parts = resourceKinds.filter(({ name, of }) => name !== of);
  const lost = parts.map((part) => {
    const whole = resourceKinds.find(({ name }) => name === part.of);
    const changed = Object.entries(part).filter(
      ([key, value]) => !["name", "of"].includes(key) && value !== whole?.[key as keyof ResourceKind],
    );
    return [part.name, part.of, ...changed.map(([key, value]) => `${key}: ${value}`)];
  });

  const copies = ["copiesAcrossRegions: false", "copiesAcrossAccounts: false"];
  expect(lost).toEqual([
    ["FSx for Lustre with Intelligent-Tiering", "FSx for Lustre", ...copies],
    ["FSx for ONTAP FlexGroup volume", "FSx for ONTAP", ...copies],
    ["FSx for OpenZFS with Intelligent-Tiering", "FSx for OpenZFS", ...copies],
    ["FSx for OpenZFS Multi-AZ", "FSx for OpenZFS", "restoreTesting: false"],
    ["FSx for Windows without AWS managed Active Directory", "FSx for Windows", "restoreTesting: false"],
    ["RDS instance with a persistent option", "RDS instance", ...copies],
  ]);
});
