import { expect, test } from "vitest";
import { allTables } from "../../src/aws/tables/all-tables.ts";
import type { Table } from "../../src/aws/tables/read-table.ts";
import { oldTables } from "../../src/rules/table-old.ts";

const table = (name: string, source: string, readOn: string): Table<unknown> => ({ name, source, readOn, rows: [] });
const page = "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html";
const tables = [
  table("features-by-region", page, "2026-09-24"),
  table("features-by-kind", page, "2026-09-24"),
  table("quotas", "docs.aws.amazon.com", "2026-12-01"),
];
const lines = (today: string) =>
  oldTables("config", today, tables).map(
    ({ rule, severity, place, got, use }) => `${place.file}:${place.line} ${severity} ${rule}: ${got}; ${use}`,
  );
const told = (what: string) => [
  `config/organization.yaml:1 warning table-old: got tables of AWS that are over a year old, the oldest of 2026-09-24: ${what}; use a newer release of Lockstep, or read the pages again that their rows name and correct src/aws/tables`,
];

test.each([
  ["2026-12-01", []],
  ["2027-09-23", []],
  ["2027-09-24", told("features-by-kind, features-by-region")],
  ["2027-12-01", told("features-by-kind, features-by-region, quotas")],
])("on %s tables that nobody has read again for a year are told, all at once", (today, expected) => {
  expect(lines(today)).toEqual(expected);
});

test("all of them are looked at", () => {
  const said = oldTables("config", "2099-01-01").map(({ got }) => got.replace(/^.*: /, "").split(", "));

  expect(said.flat().sort()).toEqual(allTables.map(({ name }) => name).sort());
});
