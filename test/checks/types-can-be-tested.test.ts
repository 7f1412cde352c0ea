import { expect, test } from "vitest";
import { restoreUntested } from "../../src/checks/restore-untested.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesCanBeTested = saidBy(restoreUntested);

const exampleTypes = "optIn:\n  types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]\n";
const optedIn = (types: string) => edit(exampleTypes, types && `optIn: { types: [${types}] }\n`);
const goldTypes = (types: string) =>
  edit(
    "select: { tag: { backup-plan: gold } }",
    `select: { tag: { backup-plan: gold }${types && `, types: [${types}]`} }`,
  );
const found = (changes: Changes) =>
  findingLines(typesCanBeTested(estateOf(configWith(changes)))).filter((line) => line.includes("gold"));
const untested = (types: string) =>
  `warning restore-untested plans/gold.yaml promise.rto: got 4h for ${types}, whose restores AWS cannot test, so that nothing measures it; use a plan of their own, with an rto that restores by hand have shown`;

test("restores of everything in the example can be tested", () => {
  expect(typesCanBeTested(estateOf(exampleConfig))).toEqual([]);
});

test.each([
  ["", "", []],
  ["", "Storage Gateway", [untested("Storage Gateway")]],
  ["", "EBS, Storage Gateway, VirtualMachine", [untested("Storage Gateway, VirtualMachine")]],
  ["EBS, Storage Gateway", "", []],
  ["EBS, Timestream", "", [untested("Timestream")]],
  ["EBS, EKS, Timestream", "EBS, EKS", [untested("EKS")]],
  ["EBS, EKS, Timestream", "EBS", []],
  ["EBS, FSx, RDS, Aurora", "FSx, RDS, Aurora", []],
])("types asked for by name can be tested: %s opted in, %s named", (optIn, types, expected) => {
  expect(found({ "organization.yaml": optedIn(optIn), "plans/gold.yaml": goldTypes(types) })).toEqual(expected);
});
