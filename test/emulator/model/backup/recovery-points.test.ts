import { describe, expect, test } from "vitest";
import { denying } from "../../testing/judges.ts";
import type { Judge, Question } from "../access.ts";
import { dayMs, hourMs } from "../clock.ts";
import type { Cloud } from "../cloud.ts";
import type { ProtectedResource } from "../resources.ts";
import {
  addVolume,
  app,
  at,
  attach,
  backupRoleArn,
  central,
  here,
  keyArn,
  localVault,
  management,
  planOf,
  policy,
  putRole,
  root,
  ruleOf,
  smallCloud,
  steadyPace,
  there,
  volumeArn,
} from "./small-cloud.ts";

const BackupVaultName = "local";

async function backedUp(
  rule: object = ruleOf(),
  { judge, resource }: { judge?: Judge; resource?: Partial<ProtectedResource> } = {},
) {
  const cloud = await smallCloud(judge ? { judge } : {});
  addVolume(cloud, resource);
  await attach(cloud, planOf({ nightly: rule }));
  await cloud.advance(dayMs);
  await attach(cloud, { plans: {} });
  const [point] = cloud.backup.recoveryPoints();
  if (!point) throw new Error("got no recovery point");
  return { cloud, point, named: { BackupVaultName, RecoveryPointArn: point.arn } };
}

const files: Partial<ProtectedResource> = {
  arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`,
  kind: "EFS",
  keyArn: null,
};
const database: Partial<ProtectedResource> = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" };

describe("expiry", () => {
  test("comes when the retention is over, within eight hours and no sooner", async () => {
    const { cloud, point } = await backedUp(ruleOf({ deleteAfterDays: 7 }));
    expect(point.expiresAt).toBe(at("09T05:00:00").getTime());

    await cloud.advanceTo(at("09T05:59:59"));
    expect(cloud.backup.recoveryPoints()).toHaveLength(1);
    await cloud.advanceTo(at("09T06:00:00"));

    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("is never later than eight hours, whatever the pace", async () => {
    const cloud = await smallCloud({ pace: { ...steadyPace, deletionTakes: () => 10_000 } });
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf({ deleteAfterDays: 1 }) }));

    await cloud.advanceTo(at("03T04:00:00"));
    await attach(cloud, { plans: {} });
    await cloud.advanceTo(at("03T13:00:00"));

    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("does not come without a retention", async () => {
    const { cloud, point } = await backedUp(ruleOf({ deleteAfterDays: null }));
    await cloud.advance(1000 * dayMs);

    expect(point.expiresAt).toBeNull();
    expect(cloud.backup.recoveryPoints()).toHaveLength(1);
  });

  test("is not carried out without the role that made the recovery point: it stays, and can be restored", async () => {
    const { cloud, point } = await backedUp(ruleOf({ deleteAfterDays: 7 }));
    cloud.iam.deleteRole(backupRoleArn(app));

    await cloud.advance(30 * dayMs);
    const [left] = cloud.backup.recoveryPoints();
    expect(left).toMatchObject({ arn: point.arn, status: "EXPIRED" });
    expect(cloud.backup.restorable(left ?? point, cloud.clock.now())).toEqual({ ok: true });

    putRole(cloud, app);
    await cloud.backup.deleteRecoveryPoint(root(app), here, { BackupVaultName, RecoveryPointArn: point.arn });
    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });
});

describe("one that is past its date and stays", () => {
  async function held() {
    const all = await backedUp(ruleOf({ deleteAfterDays: 7 }));
    all.cloud.backup.hold(all.point.arn, true);
    await all.cloud.advance(30 * dayMs);
    return all;
  }
  const statusOf = (cloud: Cloud, arn: string) =>
    cloud.backup.recoveryPoints().find((point) => point.arn === arn)?.status ?? "gone";

  test("is one whose snapshot its owner holds, whoever deletes it, until it is let go", async () => {
    const { cloud, point, named } = await held();

    expect(statusOf(cloud, point.arn)).toBe("EXPIRED");
    await cloud.backup.deleteRecoveryPoint(root(app), here, named);
    expect(statusOf(cloud, point.arn)).toBe("EXPIRED");
    cloud.backup.hold(point.arn, false);
    await cloud.advance(30 * dayMs);
    expect(statusOf(cloud, point.arn)).toBe("EXPIRED");
    await cloud.backup.deleteRecoveryPoint(root(app), here, named);
    expect(statusOf(cloud, point.arn)).toBe("gone");
  });

  test("is deleted by nobody while its vault is locked", async () => {
    const { cloud, point, named } = await held();
    cloud.backup.hold(point.arn, false);
    await cloud.backup.putBackupVaultLockConfiguration(root(app), here, { BackupVaultName, MinRetentionDays: 1 });

    await expect(cloud.backup.deleteRecoveryPoint(root(app), here, named)).rejects.toMatchObject({
      code: "InvalidRequestException",
    });
    expect(statusOf(cloud, point.arn)).toBe("EXPIRED");
  });

  test("is deleted by those alone who may", async () => {
    const { cloud, point, named } = await backedUp(ruleOf({ deleteAfterDays: 7 }), {
      judge: denying("backup:DeleteRecoveryPoint"),
    });
    cloud.iam.deleteRole(backupRoleArn(app));
    await cloud.advance(30 * dayMs);

    await expect(cloud.backup.deleteRecoveryPoint(root(app), here, named)).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
    expect(statusOf(cloud, point.arn)).toBe("EXPIRED");
  });
});

describe("a lifecycle", () => {
  test("can be changed, and then the new expiry counts alone", async () => {
    const { cloud, named } = await backedUp(ruleOf({ deleteAfterDays: 30 }));
    const change = (DeleteAfterDays: number) =>
      cloud.backup.updateRecoveryPointLifecycle(root(app), here, { ...named, Lifecycle: { DeleteAfterDays } });

    expect(await change(60)).toMatchObject({ CalculatedLifecycle: { DeleteAt: new Date("2027-01-01T05:00:00Z") } });
    await cloud.advance(40 * dayMs);
    expect(cloud.backup.recoveryPoints()).toHaveLength(1);
    await change(41);
    await cloud.advance(dayMs);

    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("can be taken away, and then it is kept for ever", async () => {
    const { cloud, named } = await backedUp();
    await cloud.backup.updateRecoveryPointLifecycle(root(app), here, {
      ...named,
      Lifecycle: { DeleteAfterDays: -1, MoveToColdStorageAfterDays: -1 },
    });

    await cloud.advance(1000 * dayMs);

    expect(cloud.backup.recoveryPoints()).toMatchObject([{ expiresAt: null }]);
  });

  test("within AWS's limits", async () => {
    const { cloud, named } = await backedUp();
    const change = (Lifecycle: object) =>
      cloud.backup.updateRecoveryPointLifecycle(root(app), here, { ...named, Lifecycle });

    await expect(change({ DeleteAfterDays: 0 })).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    await expect(change({ DeleteAfterDays: 119, MoveToColdStorageAfterDays: 30 })).rejects.toMatchObject({
      code: "InvalidParameterValueException",
    });
    await expect(change({ DeleteAfterDays: 120, MoveToColdStorageAfterDays: 30 })).resolves.toBeDefined();
  });

  test("its move to cold storage cannot be changed once it has happened", async () => {
    const { cloud, named } = await backedUp(ruleOf({ deleteAfterDays: 200, coldAfterDays: 30 }), { resource: files });
    const change = (MoveToColdStorageAfterDays: number) =>
      cloud.backup.updateRecoveryPointLifecycle(root(app), here, {
        ...named,
        Lifecycle: { DeleteAfterDays: 300, MoveToColdStorageAfterDays },
      });
    const storage = async () => (await cloud.backup.describeRecoveryPoint(root(app), here, named)).StorageClass;

    await change(40);
    expect(await storage()).toBe("WARM");
    await cloud.advance(41 * dayMs);
    expect(await storage()).toBe("COLD");

    await expect(change(50)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    await expect(change(40)).resolves.toBeDefined();
  });
});

test("is described as it is", async () => {
  const { cloud, named } = await backedUp();

  expect(await cloud.backup.describeRecoveryPoint(root(app), here, named)).toMatchObject({
    RecoveryPointArn: named.RecoveryPointArn,
    BackupVaultArn: localVault,
    ResourceArn: volumeArn,
    ResourceType: "EBS",
    Status: "COMPLETED",
    CreationDate: at("02T05:00:00"),
    InitiationDate: at("02T05:05:00"),
    CompletionDate: at("02T05:15:00"),
    Lifecycle: { DeleteAfterDays: 30 },
    CalculatedLifecycle: { DeleteAt: new Date("2026-12-02T05:00:00Z") },
    EncryptionKeyArn: keyArn(app, here, "volume"),
    IsEncrypted: true,
    StorageClass: "WARM",
    CreatedBy: { BackupPlanName: "gold", BackupRuleName: "nightly" },
  });
  expect(await cloud.backup.getRecoveryPointRestoreMetadata(root(app), here, named)).toMatchObject({
    RestoreMetadata: { kmsKeyId: keyArn(app, here, "volume") },
  });
});

test("is listed by its vault and by its resource, in its account and Region", async () => {
  const { cloud, point } = await backedUp();
  const { backup } = cloud;
  const arns = ({
    RecoveryPoints = [],
  }: {
    RecoveryPoints?: { RecoveryPointArn?: string | undefined }[] | undefined;
  }) => RecoveryPoints.map(({ RecoveryPointArn }) => RecoveryPointArn);
  const byVault = async (input: object = {}) =>
    arns(await backup.listRecoveryPointsByBackupVault(root(app), here, { BackupVaultName, ...input }));
  const byResource = async (accountId: string, region: string) =>
    arns(await backup.listRecoveryPointsByResource(root(accountId), region, { ResourceArn: volumeArn }));

  expect(await byVault()).toEqual([point.arn]);
  expect(await byVault({ ByResourceArn: volumeArn })).toEqual([point.arn]);
  expect(await byVault({ ByResourceArn: "another" })).toEqual([]);
  expect(await byVault({ ByResourceType: "EFS" })).toEqual([]);
  expect(await byVault({ ByCreatedAfter: at("02T05:00:00") })).toEqual([]);
  expect(await byVault({ ByCreatedBefore: at("02T05:00:01") })).toEqual([point.arn]);
  expect(await byResource(app, here)).toEqual([point.arn]);
  expect(await byResource(app, there)).toEqual([]);
  expect(await byResource(central, here)).toEqual([]);
  await expect(byVault({ BackupVaultName: "other" })).rejects.toMatchObject({ code: "ResourceNotFoundException" });
});

test("is found in its own vault, account and Region alone", async () => {
  const { cloud, named } = await backedUp();
  const find = (accountId: string, region: string, vault = BackupVaultName) =>
    cloud.backup.describeRecoveryPoint(root(accountId), region, { ...named, BackupVaultName: vault });

  await expect(find(app, here)).resolves.toBeDefined();
  for (const search of [() => find(app, there), () => find(central, here, "central"), () => find(app, here, "other")]) {
    await expect(search()).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  }
});

test("of another account is not shown, though its vault is named", async () => {
  const { cloud, named } = await backedUp();
  const { backup } = cloud;
  const ask = (of: string) => {
    const input = { ...named, BackupVaultAccountId: of };
    return [
      backup.describeBackupVault(root(app), here, input),
      backup.listRecoveryPointsByBackupVault(root(app), here, input),
      backup.describeRecoveryPoint(root(app), here, input),
      backup.getRecoveryPointRestoreMetadata(root(app), here, input),
    ];
  };

  for (const answer of ask(app)) await expect(answer).resolves.toBeDefined();
  for (const answer of ask(central)) await expect(answer).rejects.toMatchObject({ code: "AccessDeniedException" });
});

test("that is continuous can be disassociated, others cannot", async () => {
  const continuous = await backedUp(ruleOf({ deleteAfterDays: 14, isContinuous: true }), { resource: database });
  const snapshot = await backedUp();

  await continuous.cloud.backup.disassociateRecoveryPoint(root(app), here, continuous.named);
  expect(continuous.cloud.backup.recoveryPoints()).toEqual([]);
  await expect(snapshot.cloud.backup.disassociateRecoveryPoint(root(app), here, snapshot.named)).rejects.toMatchObject({
    code: "InvalidRequestException",
  });
  await expect(
    snapshot.cloud.backup.disassociateRecoveryPointFromParent(root(app), here, snapshot.named),
  ).rejects.toMatchObject({ code: "InvalidRequestException" });
});

test("that of a bucket stops and stays when it is disassociated; one past its date stays as it is", async () => {
  const rule = ruleOf({ deleteAfterDays: 14, isContinuous: true });
  const cloud = await smallCloud();
  await cloud.backup.updateRegionSettings(root(management), here, { ResourceTypeOptInPreference: { S3: true } });
  addVolume(cloud, { arn: "arn:aws:s3:::orders", kind: "S3" });
  await attach(cloud, planOf({ nightly: rule }));
  await cloud.advance(dayMs);
  await attach(cloud, { plans: {} });
  const [point] = cloud.backup.recoveryPoints();
  const named = { BackupVaultName, RecoveryPointArn: point?.arn ?? "" };
  const statuses = () => cloud.backup.recoveryPoints().map(({ status }) => status);

  await cloud.backup.disassociateRecoveryPoint(root(app), here, named);
  expect(statuses()).toEqual(["STOPPED"]);
  cloud.iam.deleteRole(backupRoleArn(app));
  await cloud.advance(30 * dayMs);
  expect(statuses()).toEqual(["EXPIRED"]);
  await cloud.backup.disassociateRecoveryPoint(root(app), here, named);
  expect(statuses()).toEqual(["EXPIRED"]);
});

test("tags of a recovery point are its own", async () => {
  const { cloud, point } = await backedUp();
  const { backup } = cloud;

  await backup.tagResource(root(app), here, { ResourceArn: point.arn, Tags: { keep: "yes", why: "audit" } });
  await backup.untagResource(root(app), here, { ResourceArn: point.arn, TagKeyList: ["why"] });

  expect(await backup.listTags(root(app), here, { ResourceArn: point.arn })).toEqual({ Tags: { keep: "yes" } });
});

describe("the policy of its vault guards it:", () => {
  const text = policy({ Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" });

  test.each([
    [
      "backup:DeleteRecoveryPoint",
      (cloud: Cloud, named: never) => cloud.backup.deleteRecoveryPoint(root(app), here, named),
    ],
    [
      "backup:DescribeRecoveryPoint",
      (cloud: Cloud, named: never) => cloud.backup.describeRecoveryPoint(root(app), here, named),
    ],
    [
      "backup:UpdateRecoveryPointLifecycle",
      (cloud: Cloud, named: never) => cloud.backup.updateRecoveryPointLifecycle(root(app), here, named),
    ],
    [
      "backup:DisassociateRecoveryPoint",
      (cloud: Cloud, named: never) => cloud.backup.disassociateRecoveryPoint(root(app), here, named),
    ],
    [
      "backup:DisassociateRecoveryPointFromParent",
      (cloud: Cloud, named: never) => cloud.backup.disassociateRecoveryPointFromParent(root(app), here, named),
    ],
    [
      "backup:GetRecoveryPointRestoreMetadata",
      (cloud: Cloud, named: never) => cloud.backup.getRecoveryPointRestoreMetadata(root(app), here, named),
    ],
    [
      "backup:StartRestoreJob",
      (cloud: Cloud, named: { RecoveryPointArn: string }) =>
        cloud.backup.startRestoreJob(root(app), here, { ...named, IamRoleArn: backupRoleArn(app), Metadata: {} }),
    ],
    [
      "backup:StartCopyJob",
      (cloud: Cloud, named: { RecoveryPointArn: string }) =>
        cloud.backup.startCopyJob(root(app), here, {
          RecoveryPointArn: named.RecoveryPointArn,
          SourceBackupVaultName: BackupVaultName,
          DestinationBackupVaultArn: localVault,
          IamRoleArn: backupRoleArn(app),
        }),
    ],
  ])("%s is asked of the recovery point, with that policy", async (action, act) => {
    const asked: Question[] = [];
    const judge: Judge = async (question) => {
      asked.push(question);
      return { allowed: question.action !== action, because: "vault policy of local" };
    };
    const { cloud, point, named } = await backedUp(ruleOf(), { judge });
    await cloud.backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName, Policy: text });

    await expect(act(cloud, named as never)).rejects.toMatchObject({ code: "AccessDeniedException" });

    expect(asked.find((question) => question.action === action)).toMatchObject({
      resourceArn: point.arn,
      resourcePolicy: { name: "vault policy of local", document: JSON.parse(text) },
    });
    expect(cloud.backup.recoveryPoints()).toEqual([point]);
  });
});

test("outlives its resource", async () => {
  const { cloud, point } = await backedUp();

  cloud.resources.delete(volumeArn);
  await cloud.advance(hourMs);

  expect(cloud.backup.restorable(point, cloud.clock.now())).toEqual({ ok: true });
});
