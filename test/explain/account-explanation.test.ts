import { expect, test } from "vitest";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";

const atMinute = Date.UTC(2026, 10, 23) / 60_000;

/** What is said of an account of the example organization, with changes made to it. */
function linesOf(name: string, type: string | null, changes: Changes = {}): readonly string[] {
  const estate = estateOf(configWith(changes));
  const account = estate.accounts.find((candidate) => candidate.name === name);
  if (!account) throw new Error(`no account ${name}`);
  return explanationLines(explainAccount(estate, account, { atMinute, type }));
}

const linesWith = (word: string, lines: readonly string[]) => lines.filter((line) => line.includes(word));
const onlyGold: Changes = { "accounts/storefront-prod.yaml": edit("[gold, bronze]", "[gold]") };

test("tells of every plan when backups start, where they are, until when, and what is lost at worst", () => {
  expect(linesOf("storefront-staging", "EFS")).toEqual([
    "storefront-staging · 666666666602 · nonprod · storefront@acme.example · copies go to lockstep-central-nonprod in 444444444444, eu-west-2",
    "",
    "bronze in eu-west-2: promises RPO 36h, isolated RPO 2d, RTO 1d",
    "  backs up what is not tagged backup-plan = gold, none, silver: EFS",
    "  rule nightly, cron(0 3 ? * * *): next 2026-11-23 03:00, started by 2026-11-23 05:00",
    "    lockstep-local in 666666666602, eu-west-2            there by 2026-11-23 13:00  until 2026-11-30 03:00 (7d)   not locked",
    "    lockstep-central-nonprod in 444444444444, eu-west-2  there by 2026-11-23 15:00  until 2026-12-28 03:00 (35d)  governance lock",
    "  lost at worst with the resource",
    "    34h  of all of it  from the local vault in eu-west-2; worst at 2026-01-02 13:00, with data of 2026-01-01 03:00",
    "  lost at worst with the account",
    "    36h  of all of it  from central in eu-west-2; worst at 2026-01-02 15:00, with data of 2026-01-01 03:00",
    "  lost at worst with the Region eu-west-2",
    "    everything  of all of it  every copy is in eu-west-2 too",
    "",
    "silver in eu-west-2: promises RPO 36h, isolated RPO 2d, RTO 12h",
    "  backs up what is tagged backup-plan = silver: EFS",
    "  rule nightly, cron(30 1 ? * * *): next 2026-11-23 01:30, started by 2026-11-23 02:30",
    "    lockstep-local in 666666666602, eu-west-2            there by 2026-11-23 08:30  until 2026-12-14 01:30 (21d)  not locked",
    "    lockstep-central-nonprod in 444444444444, eu-west-2  there by 2026-11-23 10:30  until 2026-12-28 01:30 (35d)  governance lock",
    "  rule monthly, cron(30 11 1 * ? *): next 2026-12-01 11:30, started by 2026-12-01 13:30",
    "    lockstep-local in 666666666602, eu-west-2            there by 2026-12-01 21:30  until 2027-01-05 11:30 (35d)                      not locked",
    "    lockstep-central-nonprod in 444444444444, eu-west-2  there by 2026-12-01 23:30  until 2027-12-01 11:30 (1y, cold after 30d: EFS)  governance lock",
    "  lost at worst with the resource",
    "    31h  of all of it  from the local vault in eu-west-2; worst at 2026-01-03 08:30, with data of 2026-01-02 01:30",
    "  lost at worst with the account",
    "    33h  of all of it  from central in eu-west-2; worst at 2026-01-03 10:30, with data of 2026-01-02 01:30",
    "  lost at worst with the Region eu-west-2",
    "    everything  of all of it  every copy is in eu-west-2 too",
  ]);
});

test("counts continuous backup for the types that have it, in the local vault only", () => {
  const lines = linesOf("storefront-prod", null, {
    ...onlyGold,
    "organization.yaml": edit("[Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]", "[Aurora, EBS, S3]"),
  });

  const first = lines.indexOf("  lost at worst with the resource");
  expect(lines.slice(first + 1, first + 5)).toEqual([
    "    5m   of Aurora  from the local vault in eu-west-2, any moment of the last 14d",
    "    15m  of S3      from the local vault in eu-west-2, any moment of the last 14d",
    "    7h   of EBS     from the local vault in eu-west-2; worst at 2026-01-01 07:00, with data of 2026-01-01 00:00",
    "  lost at worst with the account",
  ]);
  expect(lines[first + 5]).toMatch(/^ {4}8h {2}of all of it {2}from central in eu-west-2; /);
});

test("a lost Region is restored from another one, whichever central Region that is", () => {
  const lines = linesOf("storefront-prod", "EBS", onlyGold);

  const after = (words: string) => lines[lines.indexOf(words) + 1];
  expect(after("  lost at worst with the Region eu-west-2")).toContain("from central in eu-west-1");
  expect(after("  lost at worst with the Region eu-west-1")).toContain("from central in eu-west-2");
});

test("a kind that AWS does not copy is lost with its account", () => {
  const lines = linesOf("ledger-prod", "RDS");

  expect(linesWith("everything", lines)).toEqual(
    Array.from(
      { length: 4 },
      () =>
        "    everything  of RDS instance with a persistent option, RDS Multi-AZ cluster  AWS makes no copies of it at all",
    ),
  );
});

test("a plan without copies says so, and that all is lost with the account", () => {
  const lines = linesOf("sandbox", "S3", {
    "plans/bronze.yaml": (text) =>
      text.replace(", isolatedRpo: 48h", "").replace(", central: 35d }", " }\n    localOnly: a cache that is rebuilt"),
  });

  expect(linesWith("no copies", lines)[0]).toMatch(/; no copies: a cache that is rebuilt$/);
  const asks = lines.indexOf("what AWS Backup needs of such resources, and leaves out");
  expect(lines.slice(asks - 4, asks)).toEqual([
    "    everything  of all of it  no rule copies to the central account",
    "  lost at worst with the Region eu-west-2",
    "    everything  of all of it  no rule copies to the central account",
    "",
  ]);
  expect(lines.slice(asks + 1)).toEqual([
    "  S3  needs       versioning on every bucket",
    "  S3  leaves out  objects encrypted with SSE-C, and those in Glacier Flexible Retrieval or Deep Archive",
    "  S3  leaves out  directory buckets, buckets on Outposts, and settings of buckets",
  ]);
});

test("a retired account, and one that has nothing of a type, say so", () => {
  expect(linesOf("legacy-crm", null).slice(1)).toEqual([
    "",
    "retired: nothing is backed up any more; what was backed up stays until it expires",
  ]);
  expect(linesOf("sandbox", "EKS").slice(1)).toEqual(["", "nothing of what was asked for is backed up here"]);
});
