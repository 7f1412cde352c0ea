import { describe, expect, test } from "vitest";
import type { Judge, Question } from "../access.ts";
import { hourMs, minuteMs } from "../clock.ts";
import type { Cloud } from "../cloud.ts";
import type { ProtectedResource } from "../resources.ts";
import {
  addVolume,
  app,
  at,
  attach,
  backupRoleArn,
  central,
  centralVault,
  changeKey,
  here,
  keyArn,
  management,
  planOf,
  putRole,
  root,
  ruleOf,
  smallCloud,
  there,
  volumeArn,
} from "./small-cloud.ts";

async function backedUp({
  resource,
  rule = ruleOf(),
  judge,
}: {
  resource?: Partial<ProtectedResource>;
  rule?: object;
  judge?: Judge;
} = {}) {
  const cloud = await smallCloud(judge ? { judge } : {});
  addVolume(cloud, resource);
  await attach(cloud, planOf({ nightly: rule }));
  await cloud.advanceTo(at("02T12:00:00"));
  return cloud;
}

const restore = (cloud: Cloud, input: object = {}, accountId = app, region = here) =>
  cloud.backup.startRestoreJob(root(accountId), region, {
    RecoveryPointArn: cloud.backup.recoveryPoints()[0]?.arn ?? "",
    IamRoleArn: backupRoleArn(accountId),
    Metadata: {},
    ...input,
  });
const jobs = (cloud: Cloud) => cloud.backup.jobs().restore;

async function restored(cloud: Cloud, input: object = {}): Promise<ProtectedResource | undefined> {
  await restore(cloud, input);
  await cloud.advance(hourMs);
  return cloud.resources.get(jobs(cloud).at(-1)?.createdResourceArn ?? "");
}

const database: Partial<ProtectedResource> = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" };
const continuous = ruleOf({ deleteAfterDays: 14, isContinuous: true });

test("makes a new resource of the recovery point beside the original, after a while", async () => {
  const cloud = await backedUp();
  const { RestoreJobId } = await restore(cloud);

  await cloud.advance(29 * minuteMs);
  expect(jobs(cloud)).toMatchObject([{ state: "RUNNING", createdResourceArn: null }]);
  await cloud.advance(minuteMs);

  const { CreatedResourceArn, ...described } = await cloud.backup.describeRestoreJob(root(app), here, {
    RestoreJobId: RestoreJobId ?? "",
  });
  expect(described).toMatchObject({
    Status: "COMPLETED",
    SourceResourceArn: volumeArn,
    CompletionDate: at("02T12:30:00"),
  });
  expect(CreatedResourceArn).toMatch(new RegExp(`^${volumeArn}-restored-[0-9a-f]{8}$`));
  expect(cloud.resources.get(CreatedResourceArn ?? "")).toMatchObject({
    accountId: app,
    region: here,
    kind: "EBS",
    tags: {},
    keyArn: keyArn(app, here, "volume"),
    createdAt: at("02T12:30:00").getTime(),
    deletedAt: null,
    corruptedAt: null,
  });
});

test("of a deleted resource works as well", async () => {
  const cloud = await backedUp();
  cloud.resources.delete(volumeArn);

  expect(await restored(cloud)).toBeDefined();
});

test("takes the tags of the original and another key where asked to", async () => {
  const cloud = await backedUp();

  expect(await restored(cloud, { CopySourceTagsToRestoredResource: true })).toMatchObject({ tags: { plan: "gold" } });
  expect(await restored(cloud, { Metadata: { kmsKeyId: keyArn(app, here) } })).toMatchObject({
    keyArn: keyArn(app, here),
  });
});

test("of what the vault encrypted is encrypted anew, a bucket has no place in its ARN", async () => {
  const cloud = await smallCloud();
  await cloud.backup.updateRegionSettings(root(management), here, { ResourceTypeOptInPreference: { S3: true } });
  addVolume(cloud, { arn: "arn:aws:s3:::bucket", kind: "S3", keyArn: null });
  await attach(cloud, planOf({ nightly: ruleOf() }));
  await cloud.advanceTo(at("02T12:00:00"));

  const bucket = await restored(cloud);

  expect(bucket?.arn).toMatch(/^arn:aws:s3:::bucket-restored-/);
  expect(bucket?.keyArn).toBeNull();
});

test("brings corruption back with the data", async () => {
  const good = await backedUp();
  good.resources.corrupt(volumeArn);
  const bad = await smallCloud();
  addVolume(bad, { corruptedAt: 0 });
  await attach(bad, planOf({ nightly: ruleOf() }));
  await bad.advanceTo(at("02T12:00:00"));

  expect((await restored(good))?.corruptedAt).toBeNull();
  expect((await restored(bad))?.corruptedAt).toBe(at("02T12:30:00").getTime());
});

describe("of a continuous backup", () => {
  test("comes back as it was at the moment asked for, which may be before it was spoilt", async () => {
    const cloud = await backedUp({ resource: database, rule: continuous });
    cloud.resources.corrupt(database.arn ?? "");
    await cloud.advance(hourMs);

    expect((await restored(cloud, { Metadata: { restoreTime: "2026-11-02T11:59:59Z" } }))?.corruptedAt).toBeNull();
    expect((await restored(cloud, { Metadata: { restoreTime: "2026-11-02T12:00:00Z" } }))?.corruptedAt).not.toBeNull();
    expect((await restored(cloud))?.corruptedAt).not.toBeNull();
  });

  test.each([
    ["2026-11-02T05:05:00Z", true],
    ["2026-11-02T05:04:59Z", false],
    ["2026-11-02T11:55:00Z", true],
    ["2026-11-02T11:55:01Z", false],
    ["yesterday", false],
  ])("%s is a moment that it holds: %s", async (restoreTime, isHeld) => {
    const cloud = await backedUp({ resource: database, rule: continuous });
    const started = restore(cloud, { Metadata: { restoreTime } });

    if (isHeld) await expect(started).resolves.toBeDefined();
    else await expect(started).rejects.toMatchObject({ code: "InvalidParameterValueException" });
  });

  test("ends where the resource was deleted", async () => {
    const cloud = await backedUp({ resource: database, rule: continuous });
    cloud.resources.delete(database.arn ?? "");
    await cloud.advance(hourMs);
    await restore(cloud);

    expect(jobs(cloud)).toMatchObject([{ contentAt: at("02T12:00:00").getTime() }]);
  });
});

describe("fails when it runs,", () => {
  const refusal = async (change: (cloud: Cloud) => unknown, delay = 0) => {
    const cloud = await backedUp();
    if (delay === 0) await change(cloud);
    await restore(cloud);
    await cloud.advance(delay);
    if (delay > 0) await change(cloud);
    await cloud.advance(hourMs);
    const before = cloud.resources.all().length;
    expect(before).toBe(jobs(cloud)[0]?.state === "COMPLETED" ? 2 : 1);
    return jobs(cloud).map(({ state, refusedBecause }) => [state, refusedBecause]);
  };
  const key = keyArn(app, here, "volume");

  test("when the key cannot be used, at its start or while it runs", async () => {
    const disable = (cloud: Cloud) => changeKey(cloud, key, { state: "Disabled" });

    expect(await refusal(() => {})).toEqual([["COMPLETED", null]]);
    expect(await refusal(disable)).toEqual([["FAILED", `the key ${key} cannot be used`]]);
    expect(await refusal(disable, 10 * minuteMs)).toEqual([["FAILED", `the key ${key} cannot be used`]]);
  });

  test("when the key is deleted by then", async () => {
    const deletedAt = (time: string) => (cloud: Cloud) => changeKey(cloud, key, { deletedAt: at(time).getTime() });

    expect(await refusal(deletedAt("02T12:30:00"))).toEqual([["FAILED", `the key ${key} cannot be used`]]);
    expect(await refusal(deletedAt("02T12:30:01"))).toEqual([["COMPLETED", null]]);
  });

  test("when its role is missing or does not trust AWS Backup", async () => {
    const role = backupRoleArn(app);

    expect(await refusal(({ iam }) => iam.deleteRole(role))).toEqual([["FAILED", `there is no role ${role}`]]);
    expect(await refusal((cloud) => putRole(cloud, app, "ec2.amazonaws.com"))).toEqual([
      ["FAILED", `${role} does not trust backup.amazonaws.com`],
    ]);
  });

  test("when the recovery point is deleted while it runs", async () => {
    const remove = (cloud: Cloud) =>
      cloud.backup.deleteRecoveryPoint(root(app), here, {
        BackupVaultName: "local",
        RecoveryPointArn: cloud.backup.recoveryPoints()[0]?.arn ?? "",
      });

    expect(await refusal(remove, minuteMs)).toEqual([["FAILED", "The recovery point is gone"]]);
  });

  test("when the Region is lost while it runs", async () => {
    expect(await refusal((cloud) => cloud.loseRegion(here), minuteMs)).toEqual([
      ["FAILED", `the Region ${here} is lost`],
    ]);
  });

  test.each(["kms:DescribeKey", "kms:CreateGrant"])(
    "when its role may not %s with the recovery point's key",
    async (action) => {
      let isRestoring = false;
      const judge: Judge = async (question) => ({
        allowed: !isRestoring || question.action !== action || question.principalArn !== backupRoleArn(app),
        because: "some policy",
      });
      const cloud = await backedUp({ judge });
      isRestoring = true;
      await restored(cloud);

      expect(jobs(cloud)[0]?.refusedBecause).toBe(`${backupRoleArn(app)} may not ${action} on ${key}: some policy`);
    },
  );
});

test("of a recovery point of another account or Region cannot be started", async () => {
  const cloud = await backedUp({ rule: ruleOf({ copies: { [centralVault]: 60 } }) });
  const [local, copy] = cloud.backup.recoveryPoints();
  const notFound = { code: "ResourceNotFoundException" };

  await expect(restore(cloud, { RecoveryPointArn: copy?.arn })).rejects.toMatchObject(notFound);
  await expect(restore(cloud, { RecoveryPointArn: local?.arn }, central)).rejects.toMatchObject(notFound);
  await expect(restore(cloud, { RecoveryPointArn: local?.arn }, app, there)).rejects.toMatchObject(notFound);
  await expect(restore(cloud, { RecoveryPointArn: copy?.arn }, central)).resolves.toBeDefined();
});

test("of a copy in the central account is a resource of the central account, with the central key", async () => {
  const cloud = await backedUp({ rule: ruleOf({ copies: { [centralVault]: 60 } }) });
  const [, copy] = cloud.backup.recoveryPoints();

  await restore(cloud, { RecoveryPointArn: copy?.arn }, central);
  await cloud.advance(hourMs);

  expect(cloud.resources.of(central, here)).toMatchObject([{ kind: "EBS", keyArn: keyArn(central, here) }]);
  expect(cloud.resources.of(central, here)[0]?.arn).toMatch(`arn:aws:ec2:${here}:${central}:volume/vol-1-restored-`);
});

test("needs leave to start it and to hand over a role, which is one of the account", async () => {
  const denied = new Set<string>();
  const asked: Question[] = [];
  const cloud = await backedUp({
    judge: async (question) => {
      asked.push(question);
      return { allowed: !denied.has(question.action), because: "denied" };
    },
  });
  await restore(cloud);

  expect(asked.slice(-2)).toMatchObject([
    { action: "backup:StartRestoreJob", resourceArn: cloud.backup.recoveryPoints()[0]?.arn },
    {
      action: "iam:PassRole",
      resourceArn: backupRoleArn(app),
      context: { "iam:PassedToService": "backup.amazonaws.com" },
    },
  ]);
  await expect(restore(cloud, { IamRoleArn: backupRoleArn(central) })).rejects.toMatchObject({ httpStatus: 403 });
  for (const action of ["backup:StartRestoreJob", "iam:PassRole"]) {
    denied.clear();
    denied.add(action);
    await expect(restore(cloud)).rejects.toMatchObject({ code: "AccessDeniedException" });
  }
});

test("once for the same token", async () => {
  const cloud = await backedUp();

  const first = await restore(cloud, { IdempotencyToken: "once" });

  expect(await restore(cloud, { IdempotencyToken: "once" })).toEqual(first);
  expect(await restore(cloud)).not.toEqual(first);
});

test("jobs are listed where they run, by state and time", async () => {
  const cloud = await backedUp();
  await restored(cloud);
  const count = async (input: object, accountId = app) =>
    (await cloud.backup.listRestoreJobs(root(accountId), here, input)).RestoreJobs?.length;

  expect(await count({})).toBe(1);
  expect(await count({ ByStatus: "COMPLETED" })).toBe(1);
  expect(await count({ ByStatus: "FAILED" })).toBe(0);
  expect(await count({ ByCreatedAfter: at("02T12:00:00") })).toBe(0);
  expect(await count({}, central)).toBe(0);
  await expect(
    cloud.backup.describeRestoreJob(root(central), here, { RestoreJobId: jobs(cloud)[0]?.id ?? "" }),
  ).rejects.toMatchObject({ code: "ResourceNotFoundException" });
});
