import { expect, test } from "vitest";
import { allTables } from "../../../src/aws/tables/all-tables.ts";

/**
 * Rows drawn at random from every table, and what somebody who had not seen them found on AWS's pages on 1 December 2026. Of 24, 22
 * agreed; DocumentDB's and Neptune's number was right, and said to be AWS's silence where a page has it.
 */
const read: readonly (readonly [table: string, key: object, found: object])[] = [
  ["continuous-backup", { kind: "SAP HANA on EC2" }, { retentionChange: "goes-on" }],
  ["continuous", { kind: "RDS instance" }, { minutes: 5 }],
  [
    "copy-limits",
    { kinds: ["FSx for ONTAP"] },
    { which: "all", regions: ["ap-southeast-6", "cn-north-1", "cn-northwest-1"] },
  ],
  ["feature-corrections", { kind: "FSx for OpenZFS", feature: "cold" }, { value: false }],
  [
    "features-by-kind",
    { kind: "FSx for OpenZFS" },
    { crossRegion: true, crossAccount: true, cold: true, continuous: false },
  ],
  [
    "features-by-kind",
    { kind: "RDS Multi-AZ cluster" },
    { continuous: false, restoreTesting: true, selectedAs: "Aurora" },
  ],
  [
    "features-by-kind",
    { kind: "SAP HANA on EC2" },
    { crossRegion: true, crossAccount: true, continuous: true, cold: true },
  ],
  ["features-by-region", { region: "us-east-2" }, { crossRegion: true, policies: true, crossAccount: true }],
  ["features-by-region", { region: "us-gov-east-1" }, { crossRegion: true, policies: true, restoreTesting: false }],
  ["fleet-quotas", { kinds: ["Aurora", "DocumentDB", "Neptune"] }, { atOnce: 5, isSaid: true }],
  ["kinds-apart", { kind: "FSx for OpenZFS Multi-AZ" }, { lacks: ["restoreTesting"] }],
  ["long-first-backups", { kind: "Virtual machines" }, { longestHours: null, goesOn: false }],
  ["quotas", { quota: "managedPolicyCharacters" }, { most: 6_144 }],
  [
    "refused-times",
    { kinds: ["RDS instance"] },
    { beforeMinutes: 60, ownWindows: ["daily", "weekly"], whenContinuous: ["weekly"] },
  ],
  ["regions", { region: "il-central-1" }, { partition: "aws", mustOptIn: true }],
  ["resource-types", { type: "FSx" }, { patterns: ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:volume/*"] }],
  ["scanned-types", { type: "S3" }, {}],
  ["vss-instances", { instanceType: "t3.micro" }, {}],
];

test.each(read)("%s %j is as somebody else has read AWS's page", (name, key, found) => {
  const rows = allTables.find((table) => table.name === name)?.rows ?? [];

  expect(rows).toContainEqual(expect.objectContaining({ ...key, ...found }));
});

/** All kinds that are not in every Region; a Region lacks those that it does not name. */
test.each([
  ["ap-east-1", ["Timestream"]],
  ["il-central-1", ["Aurora DSQL", "SAP HANA on EC2", "Timestream", "Virtual machines"]],
])("%s lacks what somebody else has read: %j", (region, lacks) => {
  const rows = (allTables.find(({ name }) => name === "kinds-by-region")?.rows ?? []) as readonly {
    readonly region: string;
    readonly kinds: readonly string[];
  }[];
  const all = new Set(rows.flatMap(({ kinds }) => kinds));
  const there = rows.find((row) => row.region === region)?.kinds ?? [];

  expect([...all].filter((kind) => !there.includes(kind)).sort()).toEqual(lacks);
});
