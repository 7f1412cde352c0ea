import { expect, test } from "vitest";
import { failedJobs } from "../../src/constructs/failed-jobs.ts";
import { serviceLinkedRole } from "../emulator/model/backup/service-linked-role.ts";
import { dayMs, hourMs } from "../emulator/model/clock.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import { exampleEstate } from "../support/stacks.ts";
import { ChangingPace } from "./support/changing-pace.ts";
import { deployed } from "./support/deployed.ts";
import { alertsOf, eventOf, failuresOf } from "./support/failures.ts";
import { matchesEvent } from "./support/matches-event.ts";
import { addResource } from "./support/seeded-resources.ts";

const estate = exampleEstate();
const isAlerted = alertsOf(estate);
const start = new Date("2027-11-24T10:10:00Z");
const quick = { backup: 10, copy: 10 };

function accountNamed(name: string) {
  const account = estate.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`the example has no account ${name} any more`);
  return account;
}

/** What went wrong, in a word or two of each job, and whether somebody would have heard of it. */
const endsOf = (cloud: Cloud) =>
  failuresOf(cloud.backup).map((failure) => {
    const { kind, job, why } = failure;
    expect(isAlerted(failure), why).toBe(true);
    expect(matchesEvent(failedJobs, eventOf(failure)), why).toBe(true);
    return `${kind} ${job.state}: ${why}`;
  });

async function cloudWith(account: string, kind: "EFS" | "FSx for Windows", plan: string) {
  const pace = new ChangingPace(quick);
  const cloud = await deployed(estate, { start, pace });
  const resource = addResource(cloud, estate, accountNamed(account), "eu-west-2", kind, "one", { "backup-plan": plan });
  await cloud.advance(3 * dayMs);
  expect(failuresOf(cloud.backup)).toEqual([]);
  return { cloud, pace, resource };
}

test("a backup that does not end within its completion window is cancelled, and the alert hub hears of it", async () => {
  const { cloud, pace } = await cloudWith("payments-dev", "EFS", "bronze");

  pace.slowest = { ...quick, backup: 481 };
  await cloud.advance(10 * dayMs);

  const ends = endsOf(cloud);
  expect(new Set(ends)).toEqual(new Set(["backup EXPIRED: Backup job expired before completion"]));
});

test("a backup that finds its resource busy through its whole start window expires, and the alert hub hears of it", async () => {
  const { cloud, pace } = await cloudWith("payments-dev", "FSx for Windows", "bronze");

  // FSx knows no completion window
  pace.slowest = { ...quick, backup: 30 * 60 };
  await cloud.advance(10 * dayMs);

  const ends = endsOf(cloud);
  expect(new Set(ends)).toEqual(
    new Set(["backup EXPIRED: Backup job could not start because there is a running job for the same resource"]),
  );
});

test("a copy that finds its resource busy for two hours fails, and the alert hub hears of it", async () => {
  const { cloud, pace } = await cloudWith("ledger-prod", "EFS", "silver");

  pace.slowest = { ...quick, copy: 130 };
  await cloud.advance(10 * dayMs);

  const ends = endsOf(cloud);
  expect(new Set(ends)).toEqual(
    new Set(["copy FAILED: Copy job failed because there was a running job for the same resource"]),
  );
});

test("a night without the role that copies in central fails all its copies and no backup; the next copies again", async () => {
  const { cloud } = await cloudWith("payments-dev", "EFS", "bronze");
  const role = serviceLinkedRole(estate.central.nonprod.accountId);

  cloud.iam.deleteRole(role.arn);
  await cloud.advance(dayMs);
  cloud.iam.putRole(role);
  await cloud.advance(dayMs);

  expect(endsOf(cloud)).toEqual([`copy FAILED: there is no role ${role.arn}`]);
  const points = cloud.backup.recoveryPoints();
  expect(points.filter(({ vaultName }) => vaultName === "lockstep-local")).toHaveLength(5);
  expect(points.filter(({ vaultName }) => vaultName === "lockstep-central-nonprod")).toHaveLength(4);
});

test("a night without the resource's key fails its backup, and the alert hub hears of it", async () => {
  const { cloud, resource } = await cloudWith("payments-dev", "EFS", "bronze");
  const key = cloud.kms.key(resource.keyArn ?? "");
  if (!key) throw new Error("the resource has no key");

  cloud.kms.put({ ...key, state: "Disabled" });
  await cloud.advance(dayMs);
  cloud.kms.put(key);
  await cloud.advance(dayMs);

  expect(endsOf(cloud)).toEqual([`backup FAILED: the key ${key.arn} cannot be used`]);
});

test("a restore from a recovery point whose key is gone fails, and the alert hub hears of it", async () => {
  const { cloud } = await cloudWith("payments-dev", "EFS", "bronze");
  const account = accountNamed("payments-dev");
  const [point] = cloud.backup.recoveryPoints().filter(({ vaultName }) => vaultName === "lockstep-local");
  const key = cloud.kms.key(point?.keyArn ?? "");
  if (!point || !key) throw new Error("there is no recovery point with a key");

  cloud.kms.put({ ...key, state: "Disabled" });
  const root = { arn: `arn:aws:iam::${account.accountId}:root`, accountId: account.accountId };
  await cloud.backup.startRestoreJob(root, "eu-west-2", {
    RecoveryPointArn: point.arn,
    IamRoleArn: `arn:aws:iam::${account.accountId}:role/lockstep-AWSBackup-restore`,
    Metadata: { "file-system-id": "fs-one", newFileSystem: "true" },
  });
  await cloud.advance(hourMs);

  expect(endsOf(cloud).map((end) => end.slice(0, 15))).toEqual(["restore FAILED:"]);
});

test("nobody is told of jobs that end well", () => {
  for (const state of ["CREATED", "RUNNING", "COMPLETED"]) {
    for (const kind of ["Backup", "Copy"]) {
      const event = { source: "aws.backup", "detail-type": `${kind} Job State Change`, detail: { state } };
      expect(matchesEvent(failedJobs, event)).toBe(false);
    }
    const event = { source: "aws.backup", "detail-type": "Restore Job State Change", detail: { status: state } };
    expect(matchesEvent(failedJobs, event)).toBe(false);
  }
});
