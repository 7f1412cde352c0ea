import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { longFirstBackupsTable } from "../../src/aws/tables/long-first-backups-table.ts";
import { firstBackupCut } from "../../src/checks/first-backup-cut.ts";
import { estateWith, lines, planOf, type ShortRule } from "../proof/support/plans.ts";
import { edit, problemsOf } from "../support/config.ts";
import { saidBy } from "../support/said.ts";
import { fieldConfig } from "./support/field-config.ts";

const nightly = (edits?: (text: string) => string) =>
  problemsOf(fieldConfig("05-large-first-backup", edits === undefined ? {} : { "plans/bronze.yaml": edits }));

const warning = (hours: string, kinds: string, upTo: string, again: string) =>
  `warning rules.nightly.completeWithin: got ${hours}; the first, full backup of ${kinds} may take longer where there is much in it${upTo}; AWS cancels it, ${again}, and there is no recovery point until one is complete; make the first ones on demand (docs/runbooks/first-backup.md) and write firstBackups: <how that is done>`;

test("eight hours may never be enough for the first backup of a bucket or a file system", () => {
  expect(nightly()).toEqual([
    `config/plans/bronze.yaml:7:21 ${warning("8h", "EFS and S3", ", up to 30d by AWS's own figures", "that of S3 then starts anew")}`,
  ]);
});

test("a reason silences it", () => {
  expect(nightly(edit("rules:", "firstBackups: made on demand when a bucket is onboarded\nrules:"))).toEqual([]);
});

const of = (types: readonly string[], ...rules: readonly ShortRule[]) =>
  lines(saidBy(firstBackupCut)(estateWith(planOf(rules, { types }))));
const rule: ShortRule = { name: "nightly", cron: "0 5 ? * * *" };

test("one rule with AWS's own seven days is enough, and it is said once a plan otherwise", () => {
  expect(of(["S3"], rule, { ...rule, name: "weekly", cron: "0 12 ? * SUN *", completeHours: 168 })).toEqual([]);
  expect(of(["S3"], rule, { ...rule, name: "weekly", cron: "0 12 ? * SUN *", completeHours: 167 })).toHaveLength(1);
});

test("a file system that goes on where it was cut is told apart from a bucket that starts anew", () => {
  expect(of(["EFS"], rule)).toEqual([
    `warning first-backup-cut ${warning("4h", "EFS", ", up to 30d by AWS's own figures", "the next one goes on from there").replace("warning ", "")}`,
  ]);
});

test("a bucket of 7.5 billion objects would take longer than AWS's default, and is said by its hours", () => {
  expect(of(["S3"], rule)[0]).toContain("up to 180h by AWS's own figures; AWS cancels it, that of S3 then starts anew");
});

test("what is small, and what AWS does not hold to the window, is not spoken of", () => {
  expect(of(["EBS", "RDS", "DynamoDB", "FSx"], rule)).toEqual([]);
});

test("every kind of the table is one that there is, and the runbook speaks of it", () => {
  const kinds = longFirstBackupsTable.rows.map(({ kind }) => kind);
  const runbook = readFileSync("docs/runbooks/first-backup.md", "utf8");

  expect(kinds.filter((kind) => !resourceKinds.some(({ name }) => name === kind))).toEqual([]);
  expect(kinds).toEqual(["S3", "EFS", "Virtual machines"]);
  for (const words of ["S3 bucket", "EFS file system", "virtual machine"]) expect(runbook).toContain(`| ${words} `);
});
