import { expect, test } from "vitest";
import { knownRegions } from "../../../src/aws/regions.ts";
import { resourceKinds } from "../../../src/aws/resource-kinds.ts";
import { continuousTable } from "../../../src/aws/tables/continuous-table.ts";
import { copyLimitsTable } from "../../../src/aws/tables/copy-limits-table.ts";
import { featureCorrectionsTable } from "../../../src/aws/tables/feature-corrections-table.ts";
import { featuresByKindTable } from "../../../src/aws/tables/features-by-kind-table.ts";
import { featuresByRegionTable } from "../../../src/aws/tables/features-by-region-table.ts";
import { kindsApartTable } from "../../../src/aws/tables/kinds-apart-table.ts";
import { kindsByRegionTable } from "../../../src/aws/tables/kinds-by-region-table.ts";
import { quotasTable } from "../../../src/aws/tables/quotas-table.ts";
import { regionsTable } from "../../../src/aws/tables/regions-table.ts";

const ticks = (cell: string) =>
  cell
    .split(" | ")
    .slice(1)
    .map((each) => each.startsWith("✓"));

test.each(featuresByKindTable.rows.filter(({ kind }) => kind !== "Redshift"))(
  "$kind has the ticks of its cell",
  (row) => {
    const [region, account, , incremental, continuous, management, cold, , restore, airGapped, ...others] = ticks(
      row.cell,
    );

    expect(others).toHaveLength(4);
    expect([region, account, incremental, continuous, management, cold, restore, airGapped]).toEqual([
      ...[row.crossRegion, row.crossAccount, row.incremental, row.continuous],
      ...[row.fullManagement, row.cold, row.restoreTesting, row.airGapped],
    ]);
  },
);

test.each(featuresByRegionTable.rows)("$region has the ticks of its cell", (row) => {
  const [, region, policies, account, , restore, airGapped, ...others] = ticks(row.cell);

  expect(others).toHaveLength(4);
  expect([region, policies, account, restore, airGapped]).toEqual([
    ...[row.crossRegion, row.policies, row.crossAccount, row.restoreTesting, row.airGapped],
  ]);
});

const columns = [
  ...["Aurora DSQL", "FSx", "RDS Multi-AZ cluster", "SAP HANA on EC2", "S3", "Storage Gateway", "Timestream"],
  ...["Virtual machines", "EKS", "Neptune", "DocumentDB", "Redshift Serverless"],
];
const allOfFsx = ["Windows", "Lustre", "ONTAP", "OpenZFS"];

test.each(kindsByRegionTable.rows)("$region has the kinds of its cell", ({ kinds, cell }) => {
  const cells = cell.split(" | ").slice(1);
  const named = cells.flatMap((each, index) => {
    if (each === "-") return [];
    if (columns[index] !== "FSx") return [columns[index]];
    return (each === "✓" ? allOfFsx : each.split("; ")).map((name) => `FSx for ${name}`);
  });

  expect(cells).toHaveLength(columns.length);
  expect(kinds).toEqual(named);
});

test("every Region has a row in each table of Regions, and says so as the others whether accounts opt in to it", () => {
  const regions = [...knownRegions].sort();

  expect(regions).toHaveLength(39);
  expect(featuresByRegionTable.rows.map(({ region }) => region).sort()).toEqual(regions);
  expect(kindsByRegionTable.rows.map(({ region }) => region).sort()).toEqual(regions);
  const required = featuresByRegionTable.rows.filter(({ cell }) => cell.split(" | ")[1] === "Required");
  expect(required.map(({ region }) => region).sort()).toEqual(
    regionsTable.rows.flatMap(({ region, mustOptIn }) => (mustOptIn ? [region] : [])).sort(),
  );
});

test("no table names a kind that has no row of features", () => {
  const kinds = new Set(featuresByKindTable.rows.map(({ kind }) => kind));
  const named = [
    ...continuousTable.rows.map(({ kind }) => kind),
    ...featureCorrectionsTable.rows.map(({ kind }) => kind),
    ...kindsApartTable.rows.map(({ of }) => of),
    ...kindsByRegionTable.rows.flatMap((row) => row.kinds),
    ...copyLimitsTable.rows.flatMap((row) => row.kinds),
  ];

  expect(named.length).toBeGreaterThan(300);
  expect(named.filter((kind) => !kinds.has(kind))).toEqual([]);
});

test("a kind is there once, and what is continuous has its minutes", () => {
  const names = resourceKinds.map(({ name }) => name);

  expect(names).toEqual([...new Set(names)]);
  expect(continuousTable.rows.map(({ kind }) => kind)).toEqual(
    featuresByKindTable.rows.flatMap(({ kind, continuous }) => (continuous ? [kind] : [])),
  );
});

// of managed policies a role, the page has more than accounts that came before have
test.each(quotasTable.rows.filter(({ quota }) => quota !== "managedPoliciesPerRole"))(
  "$quota stands in its cell",
  (row) => {
    expect(row.cell.replaceAll(",", "")).toMatch(new RegExp(`(^|\\D)${row.most}(\\D|$)`));
  },
);
