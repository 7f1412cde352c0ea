import { expect, test } from "vitest";
import { copyShorterThanSource } from "../../src/checks/copy-shorter-than-source.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const copiesOutliveSources = saidBy(copyShorterThanSource);

const bronze = (keep: string) =>
  findingLines(
    copiesOutliveSources(
      estateOf(configWith({ "plans/bronze.yaml": edit("keep: { local: 7d, central: 35d }", keep) })),
    ),
  );
const shorter = (key: string, got: string, source: string) =>
  `error copy-shorter-than-source plans/bronze.yaml rules.nightly.keep.${key}: got ${got}, shorter than the ${source} of the local backup (keep.local) that it is a copy of; it keeps that one's creation date and would expire first; use ${source} or more, or shorterCopies: <why> in the rule`;

test("every copy of the example lives as long as its source", () => {
  expect(copiesOutliveSources(estateOf(exampleConfig))).toEqual([]);
});

test.each([
  ["keep: { local: 7d, central: 7d }", []],
  ["keep: { local: 7d, central: 6d }", [shorter("central", "6d", "7d")]],
  ["keep: { local: 7d, central: 14d, further: 7d }", []],
  ["keep: { local: 7d, central: 14d, further: 6d }", [shorter("further", "6d", "7d")]],
  ["keep: { local: 1y, central: 365d }", []],
  ["keep: { local: 1y, central: 364d }", [shorter("central", "364d", "1y")]],
  ["keep: { local: 7d, central: 6d, further: 5d }", [shorter("central", "6d", "7d"), shorter("further", "5d", "7d")]],
  ["keep: { local: 120d, central: 98d, centralColdAfter: 8d, further: 98d }", [shorter("central", "98d", "120d")]],
  ["keep: { local: 35d, central: 14d }\n    continuous: true", [shorter("central", "14d", "35d")]],
  ["keep: { local: 35d, central: 35d }\n    continuous: true", []],
  ["keep: { local: 7d, central: 6d }\n    shorterCopies: the law wants it gone from central first", []],
])("a copy lives as long as its source, or says why not: %s", (keep, expected) => {
  expect(bronze(keep)).toEqual(expected);
});

test("a rule without copies has none that are shorter", () => {
  const text = `promise: { rpo: 36h, rto: 1d }
select: { tag: { backup-plan: bronze } }
rules:
  nightly: { schedule: cron(0 3 ? * * *), keep: { local: 1y }, localOnly: build caches that are made anew }
`;

  expect(copiesOutliveSources(estateOf(configWith({ "plans/bronze.yaml": text })))).toEqual([]);
});
