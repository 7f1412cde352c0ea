import { expect, test } from "vitest";
import { accountClasses } from "../../src/model.ts";
import { centralVault } from "../../src/names.ts";
import type { RecoveryPoint } from "../emulator/model/backup/recovery-point.ts";
import { dayMs, hourMs } from "../emulator/model/clock.ts";
import { exampleEstate } from "../support/stacks.ts";
import { deployed } from "./support/deployed.ts";
import { expectedSeries } from "./support/expected-series.ts";
import { failuresOf } from "./support/failures.ts";
import { liveThrough } from "./support/live-through.ts";
import { lossTable, worstLosses } from "./support/losses.ts";
import { addEveryKind, addResource, optInToNothingElse } from "./support/seeded-resources.ts";
import { Watch } from "./support/watch.ts";

// with the 29th of February 2028 in it
const start = new Date("2027-11-24T10:10:00Z");
const days = 400;
const gold = { "backup-plan": "gold" };
const silver = { "backup-plan": "silver" };
const misspelt = { "backup-plan": "golden" };
const none = { "backup-plan": "none" };

const managedKey = "Snapshots encrypted with an AWS managed key cannot be shared with another account";
const optedIn = [
  "Aurora",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx for Lustre",
  "FSx for ONTAP",
  "FSx for OpenZFS",
  "FSx for Windows",
  "RDS Multi-AZ cluster",
  "RDS instance",
  "S3",
];

const estate = exampleEstate();
const cloud = await deployed(estate, { start });
await optInToNothingElse(cloud, estate);
const payments = estate.accounts.filter(({ name }) => name === "payments-prod");
const resources = [
  ...addEveryKind(cloud, estate, estate.accounts, [silver, {}, misspelt]),
  ...addEveryKind(cloud, estate, payments, [gold]),
  // each set of tags everywhere, whether or not the account has a plan for it
  ...estate.accounts.flatMap((account) =>
    account.regions.flatMap((region) =>
      [gold, silver, {}, misspelt, none].map((tags, index) =>
        addResource(cloud, estate, account, region, "EFS", `tags-${index}`, tags),
      ),
    ),
  ),
];
const end = start.getTime() + days * dayMs;
const expected = expectedSeries(
  estate,
  cloud.kms,
  resources.map((resource) => ({ resource, from: start.getTime(), to: end })),
);
const watch = new Watch(cloud);
watch.expect(estate, expected);
await liveThrough(cloud, days, watch);
const seen = [...watch.seen.values()];
const placeOf = ({ vaultName, accountId, region }: RecoveryPoint) =>
  vaultName === "lockstep-local" ? "local" : `${vaultName} ${accountId} ${region}`;

test("every recovery point is where config says and as long as config says, on every day of 400", () => {
  expect(watch.faults).toEqual([]);
});

test("every recovery point that a job made was looked at", () => {
  expect(watch.missed).toEqual([]);
  expect(seen.length).toBeGreaterThan(100_000);
});

test("every plan reaches resources of every kind that is opted in, and nothing else", () => {
  const kindsOf = (plan: string) =>
    [...new Set(seen.filter(({ series }) => series.plan.name === plan).map(({ point }) => point.kind))].sort();

  expect(Object.fromEntries(estate.plans.map(({ name }) => [name, kindsOf(name)]))).toEqual(
    Object.fromEntries(estate.plans.map(({ name }) => [name, optedIn])),
  );
});

test("no job fails, but for copies that AWS cannot make: of Multi-AZ clusters, and under AWS's own keys", () => {
  const failures = failuresOf(cloud.backup);
  const path = (resourceArn: string, vaultArn: string, why: string) => `${resourceArn} to ${vaultArn}: ${why}`;
  const whys = { kind: "AWS Backup makes no copies of RDS Multi-AZ cluster", "AWS managed key": managedKey };
  const meant = expected.flatMap(({ resource, starts, targets }) =>
    targets.flatMap(({ obstacle, vaultArn }) =>
      obstacle !== null && starts.length > 0 ? [path(resource.arn, vaultArn, whys[obstacle])] : [],
    ),
  );
  const failed = failures.map(({ kind, job, why }) =>
    path(job.resourceArn, "destinationVaultArn" in job ? job.destinationVaultArn : kind, why),
  );

  expect([...new Set(failed)].sort()).toEqual([...new Set(meant)].sort());
  expect(meant.length).toBeGreaterThan(0);
  // what cannot be copied is the one account that nobody has said customer keys of, and the one kind
  const exceptions = expected.filter(({ targets }) => targets.some(({ obstacle }) => obstacle !== null));
  for (const { account, resource } of exceptions) {
    expect(account.name === "sandbox" || resource.kind === "RDS Multi-AZ cluster").toBe(true);
  }
});

test("each class has its copies in its own central account, in each Region of it, and nothing of the other", () => {
  const places = (cls: string) =>
    [...new Set(seen.filter(({ series }) => series.account.class === cls).map(({ point }) => placeOf(point)))]
      .filter((place) => !place.startsWith("local"))
      .sort();

  for (const cls of accountClasses) {
    const { accountId, regions } = estate.central[cls];
    expect(places(cls)).toEqual(regions.map((region) => `${centralVault(cls)} ${accountId} ${region}`).sort());
  }
  const own = seen.filter(({ point }) => point.vaultName === "lockstep-local");
  for (const { point, series } of own) expect(point.accountId).toBe(series.account.accountId);
});

test("any minute of the last 14 days can be restored of what has continuous backup, in the account itself alone", () => {
  const continuous = seen.filter(({ point }) => point.isContinuous).map(({ point }) => point);
  const asked = expected.filter(({ isContinuous, starts }) => isContinuous && starts.length > 0);

  expect(continuous.map(({ resourceArn }) => resourceArn).sort()).toEqual(
    asked.map(({ resource }) => resource.arn).sort(),
  );
  expect(continuous.length).toBeGreaterThan(0);
  for (const { vaultName, contentFrom, contentAt } of continuous) {
    expect(vaultName).toBe("lockstep-local");
    expect(contentAt).toBeGreaterThan(end - 9 * hourMs);
    expect(contentFrom).toBeLessThanOrEqual(end - 14 * dayMs);
  }
});

test("no more is ever lost than is proven of the plan, and promised", () => {
  const losses = worstLosses(estate.plans, seen, end);
  const table = lossTable(losses);

  expect(losses).toHaveLength(9);
  for (const { seen: worst, proven, promised } of losses) {
    expect(worst, table).not.toBeNull();
    expect(worst, table).toBeLessThanOrEqual(proven);
    expect(proven, table).toBeLessThanOrEqual(promised);
  }
});
