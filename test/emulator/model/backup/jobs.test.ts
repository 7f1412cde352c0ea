import { describe, expect, test } from "vitest";
import type { Question } from "../access.ts";
import { dayMs, hourMs, minuteMs } from "../clock.ts";
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
  here,
  keyArn,
  localVault,
  management,
  planOf,
  root,
  ruleOf,
  smallCloud,
  steadyPace,
  there,
  volumeArn,
} from "./small-cloud.ts";

const startJob = (cloud: Cloud, input: object = {}, accountId = app, region = here) =>
  cloud.backup.startBackupJob(root(accountId), region, {
    BackupVaultName: "local",
    ResourceArn: volumeArn,
    IamRoleArn: backupRoleArn(accountId),
    ...input,
  });
const jobs = (cloud: Cloud) => cloud.backup.jobs().backup;

describe("a backup on demand", () => {
  test("begins at once, and is kept for ever where nobody says otherwise", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);

    const { BackupJobId } = await startJob(cloud);
    await cloud.advance(10 * minuteMs);

    expect(await cloud.backup.describeBackupJob(root(app), here, { BackupJobId: BackupJobId ?? "" })).toMatchObject({
      State: "COMPLETED",
      AccountId: app,
      BackupVaultArn: localVault,
      ResourceArn: volumeArn,
      ResourceType: "EBS",
      InitiationDate: at("02T00:00:00"),
      CompletionDate: at("02T00:10:00"),
      RecoveryPointArn: cloud.backup.recoveryPoints()[0]?.arn,
    });
    expect(cloud.backup.recoveryPoints()).toMatchObject([{ expiresAt: null, planName: null, ruleName: null }]);
  });

  test("needs no opt-in of the account, but for the kinds that always do", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    const cluster = `arn:aws:rds:${here}:${app}:cluster:orders`;
    addVolume(cloud, { arn: cluster, kind: "Aurora" });
    const optIn = (isOn: boolean) =>
      cloud.backup.updateRegionSettings(root(app), here, { ResourceTypeOptInPreference: { EBS: isOn, Aurora: isOn } });

    await optIn(false);
    await expect(startJob(cloud)).resolves.toBeDefined();
    await expect(startJob(cloud, { ResourceArn: cluster })).rejects.toMatchObject({ code: "InvalidRequestException" });
    await optIn(true);
    await expect(startJob(cloud, { ResourceArn: cluster })).resolves.toBeDefined();
  });

  test.each([
    ["a start window of 59 minutes", { StartWindowMinutes: 59 }, "InvalidParameterValueException"],
    ["a retention of no days", { Lifecycle: { DeleteAfterDays: 0 } }, "InvalidParameterValueException"],
    ["a vault that is not there", { BackupVaultName: "other" }, "ResourceNotFoundException"],
    ["a resource that is not there", { ResourceArn: `${volumeArn}2` }, "InvalidParameterValueException"],
    ["another account's role", { IamRoleArn: backupRoleArn(central) }, "AccessDeniedException"],
    ["no role", { IamRoleArn: undefined }, "MissingParameterValueException"],
  ])("is refused with %s", async (_, input, code) => {
    const cloud = await smallCloud();
    addVolume(cloud);

    await expect(startJob(cloud, input)).rejects.toMatchObject({ code });
    await expect(startJob(cloud, { StartWindowMinutes: 60, Lifecycle: { DeleteAfterDays: 1 } })).resolves.toBeDefined();
  });

  test("of a resource of another account, of another Region or that is gone is refused", async () => {
    const cloud = await smallCloud();
    addVolume(cloud, { accountId: central });
    await expect(startJob(cloud)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    addVolume(cloud, { region: there });
    await expect(startJob(cloud)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    addVolume(cloud);
    cloud.resources.delete(volumeArn);
    await expect(startJob(cloud)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
  });

  test("fails at run time where the vault's lock does not take its retention", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await cloud.backup.putBackupVaultLockConfiguration(root(app), here, {
      BackupVaultName: "local",
      MaxRetentionDays: 100,
    });

    await startJob(cloud);
    await startJob(cloud, { Lifecycle: { DeleteAfterDays: 100 } });
    await cloud.advance(hourMs);

    expect(jobs(cloud).map(({ state }) => state)).toEqual(["FAILED", "COMPLETED"]);
    expect(jobs(cloud)[0]?.refusedBecause).toContain("got no end; the maximum is 100 days");
  });

  test("needs leave to start it and to hand over the role", async () => {
    const denied = new Set<string>();
    const asked: Question[] = [];
    const cloud = await smallCloud({
      judge: async (question) => {
        asked.push(question);
        return { allowed: !denied.has(question.action), because: "denied" };
      },
    });
    addVolume(cloud);
    await startJob(cloud);

    expect(asked.slice(-2)).toMatchObject([
      { action: "backup:StartBackupJob", resourceArn: localVault },
      {
        action: "iam:PassRole",
        resourceArn: backupRoleArn(app),
        context: { "iam:PassedToService": "backup.amazonaws.com" },
      },
    ]);
    for (const action of ["backup:StartBackupJob", "iam:PassRole"]) {
      denied.clear();
      denied.add(action);
      await expect(startJob(cloud)).rejects.toMatchObject({ code: "AccessDeniedException" });
    }
    expect(jobs(cloud)).toHaveLength(1);
  });

  test("is made once for the same token, and anew for each request without one", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);

    const first = await startJob(cloud, { IdempotencyToken: "once" });
    await startJob(cloud);
    await startJob(cloud);

    expect(await startJob(cloud, { IdempotencyToken: "once" })).toEqual(first);
    expect(jobs(cloud)).toHaveLength(3);
  });
});

describe("stopping", () => {
  const running = async (resource: Partial<ProtectedResource> = {}) => {
    const cloud = await smallCloud();
    const { arn } = addVolume(cloud, resource);
    const { BackupJobId = "" } = await startJob(cloud, { ResourceArn: arn });
    await cloud.advance(5 * minuteMs);
    return { cloud, stop: () => cloud.backup.stopBackupJob(root(app), here, { BackupJobId }), BackupJobId };
  };

  test("ends a running backup: no recovery point comes of it, and the resource is free", async () => {
    const { cloud, stop } = await running();

    await stop();
    expect(jobs(cloud)).toMatchObject([{ state: "ABORTED" }]);
    await startJob(cloud);
    await cloud.advance(hourMs);

    expect(jobs(cloud).map(({ state, startedAt }) => [state, startedAt])).toEqual([
      ["ABORTED", at("02T00:00:00").getTime()],
      ["COMPLETED", at("02T00:05:00").getTime()],
    ]);
    expect(cloud.backup.recoveryPoints()).toHaveLength(1);
  });

  test("ends one that has not started yet", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await cloud.advanceTo(at("02T05:01:00"));

    await cloud.backup.stopBackupJob(root(app), here, { BackupJobId: jobs(cloud)[0]?.id ?? "" });
    await cloud.advance(hourMs);

    expect(jobs(cloud)).toMatchObject([{ state: "ABORTED", startedAt: null }]);
  });

  test("is refused once it has ended, of some kinds always, and of jobs of others", async () => {
    const ended = await running();
    await ended.cloud.advance(hourMs);
    const database = await running({ arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" });
    const windows = await running({ arn: `arn:aws:fsx:${here}:${app}:file-system/fs-1`, kind: "FSx for Windows" });

    for (const { stop } of [ended, database, windows]) {
      await expect(stop()).rejects.toMatchObject({ code: "InvalidRequestException" });
    }
    const { cloud, BackupJobId } = await running();
    await expect(cloud.backup.stopBackupJob(root(central), here, { BackupJobId })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });
});

test("jobs are listed where they run, by state, resource, vault and time", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf({ copies: { [centralVault]: 60 } }) }));
  await cloud.advance(dayMs);
  const { backup } = cloud;
  const backups = async (input: object, accountId = app, region = here) =>
    (await backup.listBackupJobs(root(accountId), region, input)).BackupJobs?.length;
  const copies = async (input: object, accountId = app) =>
    (await backup.listCopyJobs(root(accountId), here, input)).CopyJobs?.length;

  expect(await backups({})).toBe(1);
  expect(await backups({ ByState: "COMPLETED", ByResourceArn: volumeArn, ByBackupVaultName: "local" })).toBe(1);
  expect(await backups({ ByState: "FAILED" })).toBe(0);
  expect(await backups({ ByResourceArn: "another" })).toBe(0);
  expect(await backups({ ByBackupVaultName: "other" })).toBe(0);
  expect(await backups({ ByCreatedAfter: at("02T05:00:00") })).toBe(0);
  expect(await backups({ ByCreatedBefore: at("02T05:00:00") })).toBe(0);
  expect(await backups({}, central)).toBe(0);
  expect(await backups({}, app, there)).toBe(0);
  expect(await copies({})).toBe(1);
  expect(await copies({ ByState: "COMPLETED", ByResourceArn: volumeArn, ByDestinationVaultArn: centralVault })).toBe(1);
  expect(await copies({ ByState: "RUNNING" })).toBe(0);
  expect(await copies({ ByDestinationVaultArn: localVault })).toBe(0);
  expect(await copies({}, central)).toBe(0);
  const [job] = (await backup.listBackupJobs(root(app), here, {})).BackupJobs ?? [];
  expect(job?.CreatedBy).toMatchObject({ BackupPlanName: "gold", BackupRuleName: "nightly" });
  await expect(backup.describeBackupJob(root(app), here, { BackupJobId: "none" })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
  await expect(backup.describeCopyJob(root(app), here, { CopyJobId: "none" })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});

test("in the usual pace, an hour is enough for a backup and two copies", async () => {
  const { usualPace } = await import("./pace.ts");
  const cloud = await smallCloud({ pace: { ...usualPace, startsAfter: steadyPace.startsAfter } });
  addVolume(cloud);
  const copies = { [centralVault]: 60, [centralVault.replace(here, there)]: 60 };
  await attach(cloud, planOf({ hourly: ruleOf({ schedule: "cron(0 * ? * * *)", deleteAfterDays: 2, copies }) }));

  await cloud.advance(20 * dayMs);

  const { backup, copy } = cloud.backup.jobs();
  expect(backup.length).toBeGreaterThan(20 * 24 - 2);
  expect([...backup, ...copy].filter(({ refusedBecause }) => refusedBecause !== null)).toEqual([]);
});

test("of Timestream AWS runs four backups at a time in an account; the others wait", async () => {
  const night = async (kind: "Timestream" | "EFS", startWindowMinutes = 60, completionWindowMinutes = 120) => {
    const cloud = await smallCloud({ pace: { ...steadyPace, backupTakes: () => 90 } });
    await cloud.backup.updateRegionSettings(root(management), there, {
      ResourceTypeOptInPreference: { Timestream: true },
    });
    const EncryptionKeyArn = keyArn(app, there);
    await cloud.backup.createBackupVault(root(app), there, { BackupVaultName: "local", EncryptionKeyArn });
    for (let number = 1; number <= 6; number++) {
      addVolume(cloud, { arn: `arn:aws:example:${there}:${app}:database/${number}`, kind, region: there });
    }
    await attach(
      cloud,
      planOf(
        { nightly: ruleOf({ startWindowMinutes, completionWindowMinutes }) },
        { regions: { "@@assign": [there] } },
      ),
    );
    await cloud.advance(dayMs);
    return jobs(cloud)
      .map(({ state, startedAt }) => (startedAt === null ? state : `${state} begun`))
      .sort();
  };

  expect(await night("Timestream")).toEqual([...Array(4).fill("COMPLETED begun"), "EXPIRED", "EXPIRED"]);
  expect(await night("Timestream", 120)).toEqual(Array(6).fill("COMPLETED begun"));
  expect(await night("EFS")).toEqual(Array(6).fill("COMPLETED begun"));
  // what is cancelled makes room too: all six begin, and none ends
  expect(await night("Timestream", 120, 60)).toEqual(Array(6).fill("EXPIRED begun"));
});
