import { expect, test } from "vitest";
import { restsOnLocalVault } from "../../src/checks/rests-on-local-vault.ts";
import { unlockedUnneeded } from "../../src/checks/unlocked-unneeded.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const localVaultAlone = saidBy(restsOnLocalVault, unlockedUnneeded);

const found = (changes: Changes = {}) => findingLines(localVaultAlone(estateOf(configWith(changes))));
const rests = (account: string, what: string) =>
  `warning rests-on-local-vault accounts/${account}.yaml account: got neither lock nor unlocked, but the local vault alone keeps ${what}; where RPO and RTO are critical the local vault comes first, because copies in central come later and have no continuous backup; use lock, or unlocked: <why no lock is needed>`;
const pointInTime = "the point-in-time recovery of plan gold";
const tightRpo = "the RPO of 9h of plan gold, whose isolated copy has 18h";
const unlocked = (text: string) => `${text}unlocked: the shop can be built anew from its suppliers\n`;
const promise = (rpo: string, isolated: string) =>
  edit(
    "promise: { rpo: 9h, isolatedRpo: 18h, rto: 4h }",
    `promise: { rpo: ${rpo}, isolatedRpo: ${isolated}, rto: 4h }`,
  );

test("of the accounts with plan gold in the example, the one without a lock is told", () => {
  expect(found()).toEqual([rests("storefront-prod", `${pointInTime}, ${tightRpo}`)]);
});

test("a reason stands for a lock", () => {
  expect(found({ "accounts/storefront-prod.yaml": unlocked })).toEqual([]);
});

test.each([
  ["18h", "36h", ["the RPO of 18h of plan gold, whose isolated copy has 36h"]],
  ["18h", "35h", []],
  ["30m", "1h", ["the RPO of 30m of plan gold, whose isolated copy has 1h"]],
  ["31m", "1h", []],
])("an RPO of %s is far tighter than an isolated one of %s: %j", (rpo, isolated, expected) => {
  const lines = found({ "plans/gold.yaml": promise(rpo, isolated) });

  expect(lines).toEqual([rests("storefront-prod", [pointInTime, ...expected].join(", "))]);
});

test.each([
  ["Aurora, EBS", pointInTime],
  ["RDS", pointInTime],
  ["S3", pointInTime],
  ["EBS, EFS", ""],
])("continuous backup counts for types that have it: %s", (types, expected) => {
  const lines = found({
    "plans/gold.yaml": (text) =>
      edit("backup-plan: gold } }", `backup-plan: gold }, types: [${types}] }`)(promise("18h", "35h")(text)),
  });

  expect(lines).toEqual(expected === "" ? [] : [rests("storefront-prod", expected)]);
});

test("without copies everything rests on the local vault", () => {
  const text = `promise: { rpo: 36h, rto: 1d }
select: { tag: { backup-plan: gold } }
rules:
  nightly: { schedule: cron(0 3 ? * * *), keep: { local: 7d }, localOnly: the law keeps it in the account }
`;

  expect(found({ "plans/gold.yaml": text })).toEqual([
    rests("storefront-prod", "every backup of plan gold, which copies none"),
  ]);
});

test("nothing rests on a vault where nothing is opted in", () => {
  const text = `promise: { rpo: 36h, rto: 1d }
select: { tag: { backup-plan: bronze } }
rules:
  nightly: { schedule: cron(0 3 ? * * *), keep: { local: 7d }, localOnly: the law keeps it in the account }
`;
  const lines = found({
    "organization.yaml": edit("FSx, RDS, S3]", "FSx, RDS, S3]\n  byRegion: { eu-west-1: [] }"),
    "plans/bronze.yaml": text,
    "accounts/sandbox.yaml": (account) => `${account}regions: [eu-west-1]\n`,
  });

  expect(lines.filter((line) => line.includes("sandbox"))).toEqual([]);
  expect(lines.filter((line) => line.includes("payments-dev"))).toHaveLength(1);
});

test("so does what a plan gives a reason not to copy, wherever the plan runs", () => {
  const lines = found({
    "organization.yaml": edit("FSx, RDS, S3]", "FSx, RDS, Redshift, S3]"),
    "plans/silver.yaml": (text) =>
      `${text}uncopied: { Redshift: its own snapshots are enough, RDS: no Multi-AZ clusters here }\n`,
  });
  const silver = "the backups of Redshift, which plan silver does not copy";

  expect(lines).toEqual([
    rests("lakehouse-prod", silver),
    rests("ledger-prod", silver),
    rests("storefront-prod", `${pointInTime}, ${tightRpo}`),
    rests("storefront-staging", silver),
    rests("warehouse-prod", silver),
  ]);
});

const unneeded = (account: string) =>
  `warning unlocked-unneeded accounts/${account}.yaml unlocked: got a reason for unlocked vaults, but no promise rests on the local vault alone; remove it`;

test.each([
  ["ledger-prod", [unneeded("ledger-prod")]],
  ["sandbox", [unneeded("sandbox")]],
  // nothing runs there any more
  ["legacy-crm", []],
])("a reason for an unlocked vault on which nothing rests is to be removed: %s", (account, expected) => {
  const lines = found({
    [`accounts/${account}.yaml`]: unlocked,
    "accounts/storefront-prod.yaml": unlocked,
  });

  expect(lines).toEqual(expected);
});
