import { describe, expect, test } from "vitest";
import { dayMs, hourMs } from "../clock.ts";
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
  root,
  ruleOf,
  smallCloud,
  there,
  vaultOf,
  volumeArn,
} from "./small-cloud.ts";

/** One recovery point in the account, and its copies in both Regions of the central account. */
async function protectedCloud() {
  const cloud = await smallCloud();
  addVolume(cloud);
  const copies = { [centralVault]: 365, [vaultOf(central, "central", there)]: 365 };
  await attach(cloud, planOf({ nightly: ruleOf({ deleteAfterDays: 365, copies }) }));
  await cloud.advanceTo(at("02T12:00:00"));
  const [local, near, far] = cloud.backup.recoveryPoints();
  if (!local || !near || !far) throw new Error("got no recovery points");
  const restorable = () =>
    [local, near, far].map((point) => {
      const answer = cloud.backup.restorable(point, cloud.clock.now());
      return answer.ok ? null : answer.why;
    });
  return { cloud, local, near, far, restorable };
}

const vault = (accountId: string) => ({ BackupVaultName: accountId === app ? "local" : "central" });

test("nothing has happened: everything can be restored", async () => {
  const { restorable } = await protectedCloud();

  expect(restorable()).toEqual([null, null, null]);
});

describe("a lost Region", () => {
  test("takes what is in it, and nothing elsewhere", async () => {
    const { cloud, restorable } = await protectedCloud();

    cloud.loseRegion(here);

    expect(restorable()).toEqual([`the Region ${here} is lost`, `the Region ${here} is lost`, null]);
  });

  test("answers no request, while others do", async () => {
    const { cloud } = await protectedCloud();

    cloud.loseRegion(here);

    await expect(cloud.backup.describeBackupVault(root(central), here, vault(central))).rejects.toMatchObject({
      code: "ServiceUnavailableException",
      httpStatus: 500,
    });
    await expect(cloud.backup.describeBackupVault(root(central), there, vault(central))).resolves.toBeDefined();
  });

  test("stands still: nothing in it expires", async () => {
    const { cloud, local } = await protectedCloud();
    await attach(cloud, { plans: {} });
    const isThere = () => cloud.backup.recoveryPoints().some(({ arn }) => arn === local.arn);

    cloud.loseRegion(here);
    await cloud.advance(400 * dayMs);

    expect(isThere()).toBe(true);
    expect(cloud.backup.recoveryPoints().filter(({ region }) => region === there)).toEqual([]);
  });

  test("fails what runs in it", async () => {
    const { cloud } = await protectedCloud();
    await cloud.advanceTo(at("03T05:06:00"));

    cloud.loseRegion(here);
    await cloud.advance(dayMs);

    expect(cloud.backup.jobs().backup.map(({ state }) => state)).toEqual(["COMPLETED", "FAILED"]);
  });
});

describe("a closed account", () => {
  const close = async (accountId: string) => {
    const world = await protectedCloud();
    await world.cloud.organizations.closeAccount(root(management), { AccountId: accountId });
    return world;
  };

  test("is shut at once, with all that it holds", async () => {
    const { cloud, restorable } = await close(app);

    expect(restorable()).toEqual([`the account ${app} is suspended`, null, null]);
    await expect(cloud.backup.describeBackupVault(root(app), here, vault(app))).rejects.toMatchObject({
      code: "InvalidClientTokenId",
      httpStatus: 403,
    });
  });

  test("is emptied 90 days later, locks or not, and its copies elsewhere stay", async () => {
    const { cloud, near, far, restorable } = await protectedCloud();
    await cloud.backup.putBackupVaultLockConfiguration(root(app), here, { ...vault(app), ChangeableForDays: 3 });
    await cloud.advance(10 * dayMs);
    await cloud.organizations.closeAccount(root(management), { AccountId: app });
    const inApp = () => cloud.backup.recoveryPoints().filter(({ accountId }) => accountId === app).length;

    await cloud.advance(90 * dayMs - 1);
    expect(inApp()).toBeGreaterThan(0);
    await cloud.advance(1);

    expect(inApp()).toBe(0);
    expect(cloud.backup.vaults().filter(({ accountId }) => accountId === app)).toEqual([]);
    expect(cloud.resources.get(volumeArn)?.deletedAt).toBe(cloud.clock.now());
    expect(restorable()).toEqual([`the account ${app} is closed`, null, null]);
    expect(cloud.backup.recoveryPoints().map(({ arn }) => arn)).toEqual(expect.arrayContaining([near.arn, far.arn]));
  });

  test("fails what runs in it, and takes no copies", async () => {
    const { cloud } = await close(central);
    await cloud.advance(dayMs);

    const { copy } = cloud.backup.jobs();
    expect(copy.slice(0, 2).map(({ state }) => state)).toEqual(["COMPLETED", "COMPLETED"]);
    expect(copy.slice(2).map(({ refusedBecause }) => refusedBecause)).toEqual([
      `the account ${central} is suspended`,
      `the account ${central} is suspended`,
    ]);
  });
});

test("an account that leaves keeps what it holds, and is no longer copied from or backed up", async () => {
  const { cloud, restorable } = await protectedCloud();

  await cloud.organizations.leaveOrganization(root(app));
  await cloud.advance(3 * dayMs);

  expect(restorable()).toEqual([null, null, null]);
  expect(cloud.backup.jobs().backup).toHaveLength(1);
});

test("a copy under way fails when its account leaves", async () => {
  const { cloud } = await protectedCloud();
  await cloud.advanceTo(at("03T05:16:00"));

  await cloud.organizations.leaveOrganization(root(app));
  await cloud.advance(4 * hourMs);

  const late = cloud.backup.jobs().copy.slice(2);
  expect(late.map(({ state }) => state)).toEqual(["FAILED", "FAILED"]);
  expect(late[0]?.refusedBecause).toBe("Both source and destination account must be a member of the same organization");
});

describe("a key", () => {
  test("that is disabled shuts what it encrypts until it is enabled again", async () => {
    const { cloud, restorable } = await protectedCloud();
    const key = keyArn(central, here);

    changeKey(cloud, key, { state: "Disabled" });
    expect(restorable()).toEqual([null, `the key ${key} cannot be used`, null]);
    changeKey(cloud, key, { state: "Enabled" });

    expect(restorable()).toEqual([null, null, null]);
  });

  test("of another account goes with that account", async () => {
    const { cloud } = await protectedCloud();
    const files = `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`;
    addVolume(cloud, { arn: files, kind: "EFS", keyArn: null, tags: { plan: "shared" } });
    const input = { BackupVaultName: "shared", EncryptionKeyArn: keyArn(central, here) };
    await cloud.backup.createBackupVault(root(app), here, input);
    await cloud.backup.startBackupJob(root(app), here, {
      BackupVaultName: "shared",
      ResourceArn: files,
      IamRoleArn: backupRoleArn(app),
    });
    await cloud.advance(hourMs);
    const point = cloud.backup.recoveryPoints().find(({ vaultName }) => vaultName === "shared");
    const answer = () => point && cloud.backup.restorable(point, cloud.clock.now());

    expect(answer()).toEqual({ ok: true });
    await cloud.organizations.closeAccount(root(management), { AccountId: central });

    expect(answer()).toEqual({ ok: false, why: `the key ${keyArn(central, here)} cannot be used` });
  });

  test("that is deleted takes what it encrypts with it, the original's key not the copies", async () => {
    const { cloud, restorable } = await protectedCloud();
    const key = keyArn(app, here, "volume");

    changeKey(cloud, key, { state: "PendingDeletion", deletedAt: cloud.clock.now() + 7 * dayMs });
    await cloud.advance(7 * dayMs);

    expect(restorable()).toEqual([`the key ${key} cannot be used`, null, null]);
  });
});

test("a deleted recovery point is gone, its copies are not", async () => {
  const { cloud, local, restorable } = await protectedCloud();

  await cloud.backup.deleteRecoveryPoint(root(app), here, { ...vault(app), RecoveryPointArn: local.arn });

  expect(restorable()).toEqual(["it is deleted", null, null]);
});

test("time does not run backwards", async () => {
  const { cloud } = await protectedCloud();

  await expect(cloud.advanceTo(at("02T11:00:00"))).rejects.toThrow("is before");
});
