import { expect, test } from "vitest";
import { archiveNotOptedIn } from "../../src/checks/archive-not-opted-in.ts";
import { archiveTooOften } from "../../src/checks/archive-too-often.ts";
import { archiveUnused } from "../../src/checks/archive-unused.ts";
import { coldIgnored } from "../../src/checks/cold-ignored.ts";
import { warmTooShort } from "../../src/checks/warm-too-short.ts";
import { type Changes, configWith, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesCanTurnCold = saidBy(coldIgnored, archiveNotOptedIn, archiveUnused, archiveTooOften, warmTooShort);

const found = (changes: Changes) => findingLines(typesCanTurnCold(estateOf(configWith(changes))));

interface Written {
  readonly keep: string;
  readonly types?: string;
  readonly schedule?: string;
  readonly optIn?: string;
}

/** Plan silver with one monthly rule. */
function silver({ keep, types, schedule = "cron(30 5 1 * ? *)", optIn }: Written) {
  const lines = found({
    "plans/silver.yaml": `promise: { rpo: 90d, isolatedRpo: 90d, rto: 12h }
select: { tag: { backup-plan: silver }${types === undefined ? "" : `, types: [${types}]`} }
rules:
  monthly: { schedule: "${schedule}", keep: { ${keep} } }
`,
    ...(optIn === undefined
      ? {}
      : { "organization.yaml": (text: string) => text.replace(/types: \[Aurora.*\]/, `types: [${optIn}]`) }),
  });
  return lines.map((line) => line.replace("plans/silver.yaml rules.monthly.keep.", ""));
}

test("whatever the example sends to cold storage goes there, at no additional cost", () => {
  expect(typesCanTurnCold(estateOf(exampleConfig))).toEqual([]);
});

const ignored = (key: string, days: string, types: string) =>
  `warning cold-ignored ${key}: got cold storage after ${days}, which AWS ignores for ${types}; they stay warm until they expire; leave out ${key}, or use a plan of their own for them`;
const central = "local: 35d, central: 1y, centralColdAfter: 30d";

test.each([
  ["EFS", central, []],
  ["EFS, DynamoDB", central, []],
  ["S3", central, [ignored("centralColdAfter", "30d", "S3")]],
  ["EFS, RDS, S3", central, [ignored("centralColdAfter", "30d", "RDS, S3")]],
  ["S3", "local: 1y, localColdAfter: 30d, central: 1y", [ignored("localColdAfter", "30d", "S3")]],
  ["S3", "local: 35d, central: 35d, further: 1y, furtherColdAfter: 40d", [ignored("furtherColdAfter", "40d", "S3")]],
  [
    "S3",
    "local: 1y, localColdAfter: 30d, central: 1y, centralColdAfter: 30d",
    [ignored("localColdAfter", "30d", "S3"), ignored("centralColdAfter", "30d", "S3")],
  ],
  ["S3", "local: 35d, central: 1y", []],
])("types that are named and never turn cold are listed: %s with %s", (types, keep, expected) => {
  expect(silver({ types, keep })).toEqual(expected);
});

test.each([
  ["EFS, RDS, S3", []],
  ["RDS, S3", [ignored("centralColdAfter", "30d", "RDS, S3")]],
])("a plan that names no types is told only if nothing that it reaches turns cold: %s", (optIn, expected) => {
  expect(silver({ optIn, keep: central })).toEqual(expected);
});

const notOptedIn = (key: string, days: string) =>
  `warning archive-not-opted-in ${key}: got cold storage after ${days} without archiveEbs; EBS snapshots stay warm until they expire; use archiveEbs: true, or leave out cold storage`;

test.each([
  ["EBS, EFS", undefined, `${central}, archiveEbs: true`, []],
  ["EBS, EFS", undefined, central, [notOptedIn("centralColdAfter", "30d")]],
  ["EBS", undefined, "local: 1y, localColdAfter: 8d, central: 1y", [notOptedIn("localColdAfter", "8d")]],
  ["EBS", undefined, "local: 35d, central: 1y", []],
  [undefined, "EBS, EFS", central, []],
  [undefined, "EBS, S3", central, [notOptedIn("centralColdAfter", "30d")]],
])("EBS turns cold only with archiveEbs: %s named, %s opted in, %s", (types, optIn, keep, expected) => {
  expect(silver({ keep, ...(types ? { types } : {}), ...(optIn ? { optIn } : {}) })).toEqual(expected);
});

test.each([
  [
    "EBS",
    "local: 35d, central: 1y, archiveEbs: true",
    [
      "warning archive-unused archiveEbs: got true, but nothing of the rule turns cold; use localColdAfter, centralColdAfter or furtherColdAfter, or remove it",
    ],
  ],
  [
    "EFS",
    `${central}, archiveEbs: true`,
    ["warning archive-unused archiveEbs: got true, but the plan reaches no EBS; remove it"],
  ],
])("archiveEbs archives something: %s with %s", (types, keep, expected) => {
  expect(silver({ types, keep })).toEqual(expected);
});

const tooOften = (schedule: string, from: string, to: string, gap: string) =>
  `warning archive-too-often archiveEbs: got true with ${schedule}, which starts at ${from} and again at ${to}, ${gap} later; each archived EBS snapshot is a full one; use a rule that starts monthly or less often, or leave out archiveEbs`;

test.each([
  ["cron(0 5 1 * ? *)", []],
  ["cron(0 5 L * ? *)", []],
  ["cron(0 5 ? * 2#1 *)", []],
  ["cron(0 5 1 1,7 ? *)", []],
  ["cron(0 5 1,28 * ? *)", [tooOften("cron(0 5 1,28 * ? *)", "2026-02-28 05:00", "2026-03-01 05:00", "1d")]],
  ["cron(0 5 ? * 1 *)", [tooOften("cron(0 5 ? * 1 *)", "2026-01-04 05:00", "2026-01-11 05:00", "7d")]],
  // 29 January is 28 days after the 1st, and 27 after the 2nd
  ["cron(0 5 1,29 1 ? *)", []],
  ["cron(0 5 2,29 1 ? *)", [tooOften("cron(0 5 2,29 1 ? *)", "2026-01-02 05:00", "2026-01-29 05:00", "27d")]],
  ["every month", []],
])("EBS archive is for monthly backups or rarer ones: %s", (schedule, expected) => {
  expect(silver({ schedule, keep: `${central}, archiveEbs: true` })).toEqual(expected);
});

test("a plan that no active account has is not judged", () => {
  const estate = estateOf(exampleConfig);
  const accounts = estate.accounts.map((account) => ({ ...account, unit: null, state: "retired" as const }));

  expect(typesCanTurnCold({ ...estate, accounts })).toEqual([]);
});

const extraFull = (days: string, kinds: string) =>
  `warning warm-too-short localColdAfter: got cold storage after ${days} for ${kinds}; incremental backups need a warm full one, and AWS takes an extra full backup when that turns cold too soon; use 8d or more`;
const fullCopy = (key: string, days: string, kinds: string) =>
  `warning warm-too-short ${key}: got cold storage after ${days} for ${kinds}; incremental copies build on a warm one, and AWS makes a full copy when that is cold before the next comes; use 3d or more`;

test.each([
  ["EFS", "local: 1y, localColdAfter: 8d, central: 1y", []],
  ["EFS", "local: 1y, localColdAfter: 7d, central: 1y", [extraFull("7d", "EFS")]],
  ["EFS", "local: 35d, central: 1y, centralColdAfter: 3d", []],
  ["EFS", "local: 35d, central: 1y, centralColdAfter: 2d", [fullCopy("centralColdAfter", "2d", "EFS")]],
  ["EFS", "local: 35d, central: 1y, further: 1y, furtherColdAfter: 3d", []],
  ["EFS", "local: 35d, central: 1y, further: 1y, furtherColdAfter: 2d", [fullCopy("furtherColdAfter", "2d", "EFS")]],
  // every backup of DynamoDB is a full one
  ["DynamoDB", "local: 1y, localColdAfter: 1d, central: 1y", []],
  ["EBS, EFS", "local: 1y, localColdAfter: 1d, central: 1y, archiveEbs: true", [extraFull("1d", "EBS, EFS")]],
  [
    "EBS, EFS",
    "local: 1y, localColdAfter: 1d, central: 1y",
    [notOptedIn("localColdAfter", "1d"), extraFull("1d", "EFS")],
  ],
])("incremental backups stay warm until the next can build on them: %s with %s", (types, keep, expected) => {
  expect(silver({ types, keep })).toEqual(expected);
});
