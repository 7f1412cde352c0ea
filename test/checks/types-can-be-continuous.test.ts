import { expect, test } from "vitest";
import { continuousIgnored } from "../../src/checks/continuous-ignored.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesCanBeContinuous = saidBy(continuousIgnored);

const found = (changes: Changes) => findingLines(typesCanBeContinuous(estateOf(configWith(changes))));
const goldTypes = (types: string) => edit("backup-plan: gold } }", `backup-plan: gold }, types: [${types}] }`);
const ignored = (types: string) =>
  `warning continuous-ignored plans/gold.yaml rules.four-hourly.continuous: got true for ${types}, none of which has continuous backup, so that they get snapshots; remove it, or select types that have it`;

test("the example's continuous rule reaches types that have continuous backup", () => {
  expect(typesCanBeContinuous(estateOf(exampleConfig))).toEqual([]);
});

test.each([
  ["EBS, S3", []],
  ["EBS, EFS", [ignored("EBS, EFS")]],
  ["RDS", []],
  ["FSx", [ignored("FSx")]],
])("a continuous rule reaches something that has continuous backup: %s", (types, expected) => {
  expect(found({ "plans/gold.yaml": goldTypes(types) })).toEqual(expected);
});

test("a rule that is not continuous needs none", () => {
  const notContinuous = edit("    continuous: true\n", "");

  expect(found({ "plans/gold.yaml": (text) => notContinuous(goldTypes("EBS")(text)) })).toEqual([]);
});

test("a plan that no active account has is not judged", () => {
  const estate = estateOf(configWith({ "plans/gold.yaml": goldTypes("EBS") }));
  const accounts = estate.accounts.map((account) => ({ ...account, unit: null, state: "retired" as const }));

  expect(typesCanBeContinuous({ ...estate, accounts })).toEqual([]);
});
