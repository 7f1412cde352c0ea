import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { localVault } from "../../src/names.ts";
import { type ProvenLosses, provePlan } from "../../src/proof/plan-proof.ts";
import type { RecoveryPoint } from "../emulator/model/backup/recovery-point.ts";
import { dayMs } from "../emulator/model/clock.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import type { ProtectedResource } from "../emulator/model/resources.ts";
import { exampleEstate } from "../support/stacks.ts";
import { deployed } from "./support/deployed.ts";
import { addResource } from "./support/seeded-resources.ts";
import { worstSeen } from "./support/worst-seen.ts";

// with the 29th of February 2028 in it
const start = new Date("2027-11-24T10:10:00Z");
const days = 400;
const estate = exampleEstate();
const account = estate.accounts.find(({ name }) => name === "payments-prod");
const gold = estate.plans.find(({ name }) => name === "gold");
if (!account || !gold) throw new Error("the example has changed");
const region = account.regions[0] ?? "";
const add = (cloud: Cloud, kind: ProtectedResource["kind"], id: string, change: Partial<ProtectedResource> = {}) =>
  cloud.resources.add({
    ...addResource(cloud, estate, account, region, kind, id, { "backup-plan": "gold" }),
    ...change,
  });

/** Lives through some days. @returns every recovery point that there was at the end of one, as it was last */
async function live(cloud: Cloud, count: number, seen = new Map<string, RecoveryPoint>()) {
  for (let day = 0; day < count; day++) {
    await cloud.advance(dayMs);
    for (const point of cloud.backup.recoveryPoints()) seen.set(point.arn, point);
  }
  return seen;
}

const targets = [
  ["local", (point: RecoveryPoint) => point.vaultName === localVault],
  ["home", (point: RecoveryPoint) => point.vaultName !== localVault && point.region === estate.central.prod.regions[0]],
  [
    "further",
    (point: RecoveryPoint) => point.vaultName !== localVault && point.region !== estate.central.prod.regions[0],
  ],
] as const satisfies readonly (readonly [keyof ProvenLosses, (point: RecoveryPoint) => boolean])[];

/** What was lost at worst of a resource from a moment on, beside what is proven of snapshots of its kind; in hours. */
function losses(
  seen: ReadonlyMap<string, RecoveryPoint>,
  { arn, kind }: ProtectedResource,
  from: number,
  until: number,
) {
  const known = resourceKinds.find(({ name }) => name === kind);
  if (!known || !gold) throw new Error(`no kind ${kind}`);
  const proven = provePlan(gold).of(known);
  return targets.map(([where, isThere]) => {
    const loss = proven[where];
    if (loss.kind !== "bounded") throw new Error(`nothing is proven of ${kind} in ${where}`);
    const usable = [...seen.values()]
      .filter((point) => point.resourceArn === arn && !point.isContinuous && isThere(point))
      .map((point) => ({ ...point, expiresAt: point.expiresAt ?? Number.POSITIVE_INFINITY }));
    return { where, seen: worstSeen(usable, from, until), proven: loss.minutes };
  });
}

test("what is large is lost no more than proven once its first backup is made, which a plan's windows never let it", async () => {
  const cloud = await deployed(estate, { start });
  const firstBackupMinutes = 4 * 24 * 60;
  const [left, cared] = [
    add(cloud, "EFS", "left", { firstBackupMinutes }),
    add(cloud, "EFS", "cared", { firstBackupMinutes }),
  ];
  const role = { arn: `arn:aws:iam::${account.accountId}:root`, accountId: account.accountId };
  await cloud.backup.startBackupJob(role, region, {
    ...{ BackupVaultName: localVault, ResourceArn: cared.arn, CompleteWindowMinutes: 7 * 24 * 60 },
    IamRoleArn: `arn:aws:iam::${account.accountId}:role/lockstep-AWSBackup-backup`,
    Lifecycle: { DeleteAfterDays: 35 },
  });

  const seen = await live(cloud, days);

  expect([...seen.values()].filter(({ resourceArn }) => resourceArn === left.arn)).toEqual([]);
  const lost = losses(seen, cared, start.getTime() + 6 * dayMs, cloud.clock.now());
  for (const { where, seen: worst, proven } of lost) expect(worst, where).toBeLessThanOrEqual(proven);
  const states = new Set(
    cloud.backup.jobs().backup.map(({ resourceArn, state }) => `${resourceArn === left.arn} ${state}`),
  );
  expect([...states].sort()).toEqual(["false COMPLETED", "false EXPIRED", "true EXPIRED"]);
});

test("a continuous backup that stops leaves what snapshots prove, and goes on where its events do", async () => {
  const cloud = await deployed(estate, { start });
  const bucket = add(cloud, "S3", "orders");
  const seen = await live(cloud, 100);
  cloud.resources.tellOfChanges(bucket.arn, false);
  await live(cloud, 30, seen);
  const silent = [start.getTime() + 101 * dayMs, cloud.clock.now()] as const;
  const stopped = [...seen.values()].filter(({ status }) => status === "STOPPED");
  cloud.resources.tellOfChanges(bucket.arn, true);
  await live(cloud, days - 130, seen);

  expect(stopped).toHaveLength(1);
  for (const { where, seen: worst, proven } of losses(seen, bucket, ...silent))
    expect(worst, where).toBeLessThanOrEqual(proven);
  const isolated = losses(seen, bucket, start.getTime() + 2 * dayMs, cloud.clock.now()).slice(1);
  expect(isolated).toHaveLength(2);
  for (const { where, seen: worst, proven } of isolated) expect(worst, where).toBeLessThanOrEqual(proven);
  expect(cloud.backup.recoveryPoints().filter((point) => point.isContinuous)).toMatchObject([
    { status: "COMPLETED", resourceArn: bucket.arn, vaultName: localVault },
  ]);
  const said = new Set(cloud.backup.jobs().backup.map(({ state, statusMessage }) => `${state} ${statusMessage}`));
  expect([...said].sort()).toEqual([
    "COMPLETED Completed with issues: enabling continuous backup failed",
    "COMPLETED null",
  ]);
});

test("an instance whose own backups were off is lost no more than snapshots prove until its continuous backup begins", async () => {
  const cloud = await deployed(estate, { start });
  const maintenance = { day: 5, atMinute: 19 * 60 + 30, minutes: 60 };
  const database = add(cloud, "RDS instance", "orders", { ownWindows: { backup: null, maintenance } });
  const from = start.getTime() + dayMs;

  const seen = await live(cloud, 20);

  const made = [...seen.values()].filter(
    ({ resourceArn, vaultName }) => resourceArn === database.arn && vaultName === localVault,
  );
  const begins = Math.min(...made.filter(({ isContinuous }) => isContinuous).map(({ createdAt }) => createdAt));
  expect(begins).toBeGreaterThan(from + dayMs);
  expect(begins).toBeLessThan(from + 8 * dayMs);
  for (const { where, seen: worst, proven } of losses(seen, database, from, begins))
    expect(worst, where).toBeLessThanOrEqual(proven);
});

test("what a bucket no longer tells is lost, whatever is proven, and neither a job nor a recovery point says so", async () => {
  const cloud = await deployed(estate, { start });
  const bucket = add(cloud, "S3", "orders");
  await cloud.advance(10 * dayMs);
  cloud.resources.silence(bucket.arn, true);
  const seen = await live(cloud, 10);

  const copies = losses(seen, bucket, start.getTime() + 11 * dayMs, cloud.clock.now()).slice(1);
  expect(copies).toHaveLength(2);
  for (const { where, seen: worst, proven } of copies) expect(worst, where).toBeGreaterThan(proven);
  const { backup, copy } = cloud.backup.jobs();
  expect(new Set([...backup, ...copy].map(({ state, statusMessage }) => `${state} ${statusMessage}`))).toEqual(
    new Set(["COMPLETED null"]),
  );
  expect(new Set([...seen.values()].map(({ status }) => status))).toEqual(new Set(["COMPLETED"]));
});
