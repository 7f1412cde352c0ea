import { describe, expect, test } from "vitest";
import type { Judge } from "../access.ts";
import { dayMs } from "../clock.ts";
import { addVolume, app, attach, here, planOf, root, ruleOf, smallCloud, start } from "./small-cloud.ts";
import { isForEver, lockFrom, refusedByLock } from "./vault-lock.ts";

const put = (input: object) => () => lockFrom({ BackupVaultName: "local", ...input }, 0);

test.each([
  [{ MinRetentionDays: 1 }, { MinRetentionDays: 0 }, "MinRetentionDays must be at least 1"],
  [{ MaxRetentionDays: 36_500 }, { MaxRetentionDays: 36_501 }, "MaxRetentionDays must be between 1 and 36500"],
  [{ MaxRetentionDays: 1 }, { MaxRetentionDays: 0 }, "MaxRetentionDays must be between 1 and 36500"],
  [
    { MinRetentionDays: 7, MaxRetentionDays: 7 },
    { MinRetentionDays: 8, MaxRetentionDays: 7 },
    "MinRetentionDays must be less than or equal to MaxRetentionDays",
  ],
  [
    { MinRetentionDays: 36_500 },
    { MinRetentionDays: 36_501 },
    "MinRetentionDays must be less than or equal to MaxRetentionDays",
  ],
  [{ ChangeableForDays: 3 }, { ChangeableForDays: 2 }, "ChangeableForDays must be between 3 and 36500"],
  [{ ChangeableForDays: 36_500 }, { ChangeableForDays: 36_501 }, "ChangeableForDays must be between 3 and 36500"],
])("AWS takes %o and refuses %o", (good, bad, message) => {
  expect(put(good)).not.toThrow();
  expect(put(bad)).toThrow(message);
});

test("a grace time makes it a compliance lock, which is for ever from its end on", () => {
  const compliance = lockFrom({ BackupVaultName: "local", ChangeableForDays: 3 }, 1000);
  const governance = lockFrom({ BackupVaultName: "local", MinRetentionDays: 7 }, 1000);

  expect(compliance.lockDate).toBe(1000 + 3 * dayMs);
  expect(isForEver(compliance, 999 + 3 * dayMs)).toBe(false);
  expect(isForEver(compliance, 1000 + 3 * dayMs)).toBe(true);
  expect(governance.lockDate).toBeNull();
  expect(isForEver(governance, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(isForEver(null, 0)).toBe(false);
});

test("it takes retentions within its bounds, and no end only without a maximum", () => {
  const lock = { minRetentionDays: 7, maxRetentionDays: 30, lockDate: null };
  const takes = (days: number | null, of = lock as Parameters<typeof refusedByLock>[0]) =>
    refusedByLock(of, days) === null;

  expect([6, 7, 30, 31, null].map((days) => takes(days))).toEqual([false, true, true, false, false]);
  expect(takes(null, { ...lock, maxRetentionDays: null })).toBe(true);
  expect(takes(1, { ...lock, minRetentionDays: null })).toBe(true);
  expect(takes(null, null)).toBe(true);
});

describe("a vault", () => {
  const BackupVaultName = "local";
  const locked = async (lock: object, judge?: Judge) => {
    const cloud = await smallCloud(judge ? { judge } : {});
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await cloud.advance(dayMs);
    const putLock = (input: object) =>
      cloud.backup.putBackupVaultLockConfiguration(root(app), here, { BackupVaultName, ...input });
    await putLock(lock);
    const [point] = cloud.backup.recoveryPoints();
    const named = { BackupVaultName, RecoveryPointArn: point?.arn ?? "" };
    const deleteLock = () => cloud.backup.deleteBackupVaultLockConfiguration(root(app), here, { BackupVaultName });
    return { cloud, putLock, deleteLock, named };
  };

  test("says its lock, and its lock date but never its grace time", async () => {
    const { cloud, putLock } = await locked({ MinRetentionDays: 7, MaxRetentionDays: 100 });
    const said = async () => {
      const { Locked, LockDate, MinRetentionDays, MaxRetentionDays, ...rest } = await cloud.backup.describeBackupVault(
        root(app),
        here,
        { BackupVaultName },
      );
      expect(rest).not.toHaveProperty("ChangeableForDays");
      return [Locked, LockDate, MinRetentionDays, MaxRetentionDays];
    };

    expect(await said()).toEqual([true, undefined, 7, 100]);
    await putLock({ ChangeableForDays: 4 });
    expect(await said()).toEqual([true, new Date(start.getTime() + 5 * dayMs), undefined, undefined]);
  });

  test("under a governance lock can be locked anew and unlocked", async () => {
    const { cloud, putLock, deleteLock } = await locked({ MinRetentionDays: 7 });

    await cloud.advance(10 * dayMs);
    await putLock({ MinRetentionDays: 1 });
    await deleteLock();

    expect(cloud.backup.vaults().find(({ name }) => name === BackupVaultName)?.lock).toBeNull();
  });

  test("under a compliance lock can be changed and unlocked in its grace time, and never after it", async () => {
    const { cloud, putLock, deleteLock } = await locked({ ChangeableForDays: 3 });

    await cloud.advance(3 * dayMs - 1);
    await putLock({ ChangeableForDays: 3, MinRetentionDays: 7 });
    await deleteLock();
    await putLock({ ChangeableForDays: 3 });
    await cloud.advance(3 * dayMs);

    const forEver = { code: "InvalidRequestException", httpStatus: 400 };
    await expect(putLock({ MinRetentionDays: 7 })).rejects.toMatchObject(forEver);
    await expect(putLock({ ChangeableForDays: 3 })).rejects.toMatchObject(forEver);
    await expect(deleteLock()).rejects.toMatchObject(forEver);
  });

  test.each([
    ["governance", { MinRetentionDays: 7 }],
    ["compliance, in its grace time", { ChangeableForDays: 3 }],
  ])("that is locked lets nobody delete or change a recovery point: %s", async (_, lock) => {
    const { cloud, deleteLock, named } = await locked(lock);
    const { backup } = cloud;
    const update = () =>
      backup.updateRecoveryPointLifecycle(root(app), here, { ...named, Lifecycle: { DeleteAfterDays: 90 } });
    const isLocked = { code: "InvalidRequestException", message: expect.stringContaining("is locked") };

    await expect(backup.deleteRecoveryPoint(root(app), here, named)).rejects.toMatchObject(isLocked);
    await expect(update()).rejects.toMatchObject(isLocked);
    await expect(backup.disassociateRecoveryPoint(root(app), here, named)).rejects.toMatchObject(isLocked);
    await deleteLock();
    await update();
    await backup.deleteRecoveryPoint(root(app), here, named);

    expect(backup.recoveryPoints()).toEqual([]);
  });

  test("that is locked lets what is in it expire by its own lifecycle", async () => {
    const { cloud } = await locked({ MinRetentionDays: 60, ChangeableForDays: 3 });
    await attach(cloud, { plans: {} });

    await cloud.advance(28 * dayMs);
    expect(cloud.backup.recoveryPoints()).toHaveLength(1);
    await cloud.advance(2 * dayMs);

    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("that is locked and empty can be deleted, and one that is not empty cannot", async () => {
    const { cloud } = await locked({ ChangeableForDays: 3 });
    await attach(cloud, { plans: {} });
    const remove = () => cloud.backup.deleteBackupVault(root(app), here, { BackupVaultName });

    await cloud.advance(5 * dayMs);
    await expect(remove()).rejects.toMatchObject({ code: "InvalidRequestException" });
    await cloud.advance(30 * dayMs);
    await remove();

    expect(cloud.backup.vaults().map(({ name }) => name)).not.toContain(BackupVaultName);
  });

  test("tells policies the bounds and the grace time that somebody asks for", async () => {
    const asked: unknown[] = [];
    await locked({ MinRetentionDays: 7, MaxRetentionDays: 100, ChangeableForDays: 3 }, async ({ action, context }) => {
      if (action === "backup:PutBackupVaultLockConfiguration") asked.push(context);
      return { allowed: true, because: "" };
    });

    expect(asked).toMatchObject([
      { "backup:MinRetentionDays": "7", "backup:MaxRetentionDays": "100", "backup:ChangeableForDays": "3" },
    ]);
    const governance: unknown[] = [];
    await locked({ MinRetentionDays: 7 }, async ({ action, context }) => {
      if (action === "backup:PutBackupVaultLockConfiguration") governance.push(context);
      return { allowed: true, because: "" };
    });
    expect(governance[0]).not.toHaveProperty("backup:ChangeableForDays");
  });
});
