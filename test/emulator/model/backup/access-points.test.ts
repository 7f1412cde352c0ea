import { describe, expect, test } from "vitest";
import { iamJudge } from "../../judge/iam-judge.ts";
import { allowAll, denying } from "../../testing/judges.ts";
import type { Judge, Question } from "../access.ts";
import { dayMs } from "../clock.ts";
import { allowEverything, type Document, type Statement } from "../policy-document.ts";
import type { ProtectedResource } from "../resources.ts";
import {
  addVolume,
  app,
  at,
  attach,
  central,
  changeKey,
  here,
  keyArn,
  management,
  planOf,
  policy,
  root,
  ruleOf,
  smallCloud,
  there,
} from "./small-cloud.ts";

const bucketArn = "arn:aws:s3:::uploads";
const bucket: Partial<ProtectedResource> = { arn: bucketArn, kind: "S3", keyArn: null };
const accessPointArn = (name: string) => `arn:aws:backup:${here}:${app}:accesspoint/${name}`;
const opened = { Name: "peek" };
const denied = { code: "AccessDeniedException" };
const invalid = { code: "InvalidParameterValueException" };

/** One backup of a bucket, kept for a week, or of what the change makes of it; who asks what is remembered. */
async function backedUp({
  judge = allowAll,
  rule = ruleOf({ deleteAfterDays: 7 }),
  resource = bucket,
}: {
  judge?: Judge;
  rule?: object;
  resource?: Partial<ProtectedResource>;
} = {}) {
  const asked: Question[] = [];
  let isThere = false;
  const cloud = await smallCloud({
    judge: (question) => {
      asked.push(question);
      return isThere ? judge(question) : allowAll(question);
    },
  });
  await cloud.backup.updateRegionSettings(root(management), here, { ResourceTypeOptInPreference: { S3: true } });
  addVolume(cloud, resource);
  await attach(cloud, planOf({ nightly: rule }));
  await cloud.advance(dayMs);
  await attach(cloud, { plans: {} });
  const [point] = cloud.backup.recoveryPoints();
  if (!point) throw new Error("got no recovery point");
  asked.splice(0);
  isThere = true;
  const { backup } = cloud;
  const RecoveryPointArn = point.arn;
  return {
    cloud,
    backup,
    point,
    asked,
    open: (change: object = {}, accountId = app, region = here) =>
      backup.createBackupAccessPoint(root(accountId), region, { ...opened, RecoveryPointArn, ...change }),
    close: (name = opened.Name) =>
      backup.deleteBackupAccessPoint(root(app), here, { AccessPointArn: accessPointArn(name) }),
    deletePoint: () => backup.deleteRecoveryPoint(root(app), here, { BackupVaultName: "local", RecoveryPointArn }),
  };
}

test("an access point shows a recovery point through S3, and is described and listed", async () => {
  const { backup, open, point } = await backedUp();

  expect(await open()).toEqual({ AccessPointArn: accessPointArn("peek"), Status: "CREATING" });

  const shown = {
    AccessPointArn: accessPointArn("peek"),
    AccessPointMetadata: {
      S3AccessPointAlias: "peek-ext-s3alias",
      S3AccessPointArn: `arn:aws:s3:${here}:${app}:accesspoint/peek`,
    },
    BackupVaultName: "local",
    CreationTime: at("03T00:00:00"),
    Name: "peek",
    RecoveryPointArn: point.arn,
    ResourceArn: bucketArn,
    ResourceType: "S3",
    Status: "AVAILABLE",
  };
  const named = { AccessPointArn: accessPointArn("peek") };
  expect(await backup.describeBackupAccessPoint(root(app), here, named)).toEqual(shown);
  const listed = { BackupAccessPoints: [shown] };
  expect(await backup.listBackupAccessPoints(root(app), here)).toEqual(listed);
  const byPoint = (RecoveryPointArn: string) =>
    backup.listBackupAccessPointsByRecoveryPoint(root(app), here, { RecoveryPointArn });
  const byResource = (ResourceArn: string) => backup.listBackupAccessPointsByResource(root(app), here, { ResourceArn });
  expect(await byPoint(point.arn)).toEqual(listed);
  expect(await byResource(bucketArn)).toEqual(listed);
  for (const other of [byPoint("other"), byResource("other"), backup.listBackupAccessPoints(root(app), there)]) {
    expect(await other).toEqual({ BackupAccessPoints: [] });
  }
  await expect(backup.describeBackupAccessPoint(root(central), here, named)).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});

test("a recovery point has five access points, and not a sixth, until one is deleted", async () => {
  const { open, close } = await backedUp();
  for (const index of [1, 2, 3, 4, 5]) await open({ Name: `peek-${index}` });

  await expect(open({ Name: "peek-6" })).rejects.toMatchObject({ code: "LimitExceededException" });
  await close("peek-1");

  await expect(open({ Name: "peek-6" })).resolves.toBeDefined();
});

describe("while there is one", () => {
  test("its recovery point is neither deleted nor does it expire; once the last is gone it does", async () => {
    const { backup, cloud, open, close, deletePoint } = await backedUp();
    await open({ Name: "one" });
    await open({ Name: "two" });

    await expect(deletePoint()).rejects.toMatchObject({ code: "InvalidRequestException" });
    await cloud.advance(30 * dayMs);
    await close("one");
    await cloud.advance(dayMs);
    expect(backup.recoveryPoints()).toMatchObject([{ status: "COMPLETED" }]);
    await close("two");
    await cloud.advance(dayMs);

    expect(backup.recoveryPoints()).toEqual([]);
  });

  test("its lifecycle can be changed, which counts afterwards", async () => {
    const { backup, cloud, point, open, close } = await backedUp();
    await open();
    await backup.updateRecoveryPointLifecycle(root(app), here, {
      BackupVaultName: "local",
      RecoveryPointArn: point.arn,
      Lifecycle: { DeleteAfterDays: 1 },
    });
    await cloud.advance(3 * dayMs);
    expect(backup.recoveryPoints()).toHaveLength(1);

    await close();
    await cloud.advance(dayMs);

    expect(backup.recoveryPoints()).toEqual([]);
  });

  test("and it goes before the recovery point is due, the recovery point lives out its time, and can be deleted", async () => {
    const { backup, cloud, open, close, deletePoint } = await backedUp();
    await open();
    await close();
    await cloud.advance(dayMs);

    expect(backup.recoveryPoints()).toHaveLength(1);
    await deletePoint();
    expect(backup.recoveryPoints()).toEqual([]);
  });
});

test.each([
  ["a recovery point of another kind", { resource: {} }, {}, invalid],
  ["a name that S3 does not take", {}, { Name: "Peek" }, invalid],
  ["a name that is too short", {}, { Name: "ab" }, invalid],
  ["a policy that is no JSON", {}, { AccessPointPolicy: "{" }, invalid],
  [
    "a moment of a recovery point that has only one",
    {},
    { AccessPointMetadata: { AccessPointInTime: "2026-11-02T05:00:00Z" } },
    invalid,
  ],
  ["an unknown recovery point", {}, { RecoveryPointArn: "other" }, { code: "ResourceNotFoundException" }],
  ["no name", {}, { Name: "" }, { code: "MissingParameterValueException" }],
])("there is none for %s", async (_, world, change, refusal) => {
  const { backup, open } = await backedUp(world);

  await expect(open(change)).rejects.toMatchObject(refusal);

  expect((await backup.listBackupAccessPoints(root(app), here)).BackupAccessPoints).toEqual([]);
});

test("there is none for a recovery point of another account or Region, nor two of one name", async () => {
  const { open } = await backedUp();
  const unknown = { code: "ResourceNotFoundException" };

  await expect(open({}, central)).rejects.toMatchObject(unknown);
  await expect(open({}, app, there)).rejects.toMatchObject(unknown);
  await open();
  await expect(open()).rejects.toMatchObject({ code: "AlreadyExistsException" });
});

test("of a continuous recovery point it shows a moment that must be within it", async () => {
  const { backup, open, point } = await backedUp({ rule: ruleOf({ deleteAfterDays: 14, isContinuous: true }) });
  expect(point.isContinuous).toBe(true);
  const at_ = (time: number) => ({ AccessPointMetadata: { AccessPointInTime: new Date(time).toISOString() } });

  await expect(open()).rejects.toMatchObject(invalid);
  await expect(open(at_(point.contentFrom - 1))).rejects.toMatchObject(invalid);
  await expect(open(at_(point.contentAt + 1))).rejects.toMatchObject(invalid);
  await open(at_(point.contentFrom));
  await open({ Name: "latest", ...at_(point.contentAt) });

  const { BackupAccessPoints } = await backup.listBackupAccessPoints(root(app), here);
  expect(BackupAccessPoints[0]?.AccessPointMetadata.AccessPointInTime).toBe(new Date(point.contentFrom).toISOString());
  await expect(
    backup.disassociateRecoveryPoint(root(app), here, { BackupVaultName: "local", RecoveryPointArn: point.arn }),
  ).rejects.toMatchObject({ code: "InvalidRequestException" });
});

describe("who may", () => {
  test("open one is asked of the recovery point with the policy of its vault, and of S3 in AWS Backup's name", async () => {
    const { backup, open, asked, point } = await backedUp();
    const text = policy({ Effect: "Deny", Principal: "*", Action: "backup:CreateBackupAccessPoint", Resource: "*" });
    await backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local", Policy: text });
    asked.splice(0);

    await open({ AccessPointPolicy: JSON.stringify(allowEverything), Tags: { team: "backup" } });

    expect(asked.map(({ action, resourceArn }) => [action, resourceArn])).toEqual([
      ["backup:CreateBackupAccessPoint", point.arn],
      ["backup:TagResource", accessPointArn("peek")],
      ...["s3:CreateAccessPoint", "s3:GetAccessPoint", "s3:PutAccessPointPolicy"].map((action) => [
        action,
        `arn:aws:s3:${here}:${app}:accesspoint/peek`,
      ]),
    ]);
    expect(asked[0]).toMatchObject({
      resourcePolicy: { name: "vault policy of local", document: JSON.parse(text) },
      context: { "aws:RequestTag/team": "backup", "aws:TagKeys": ["team"] },
    });
    expect(asked[2]?.context).toMatchObject({ "aws:CalledVia": ["backup.amazonaws.com"] });
  });

  test.each(["backup:CreateBackupAccessPoint", "s3:CreateAccessPoint", "s3:GetAccessPoint"])(
    "open one needs %s",
    async (action) => {
      const { backup, open } = await backedUp({ judge: denying(action) });

      await expect(open()).rejects.toMatchObject(denied);

      expect((await backup.listBackupAccessPoints(root(app), here)).BackupAccessPoints).toEqual([]);
    },
  );

  test.each(["backup:DeleteBackupAccessPoint", "s3:DeleteAccessPoint"])("close it needs %s", async (action) => {
    const { backup, open, close, asked } = await backedUp({ judge: denying(action) });
    await open({ Tags: { team: "backup" } });

    await expect(close()).rejects.toMatchObject(denied);

    expect((await backup.listBackupAccessPoints(root(app), here)).BackupAccessPoints).toHaveLength(1);
    expect(asked.find((one) => one.action === "backup:DeleteBackupAccessPoint")).toMatchObject({
      resourceArn: accessPointArn("peek"),
      context: { "aws:ResourceTag/team": "backup" },
    });
  });

  test.each([
    ["ListBackupAccessPoints", "listBackupAccessPoints"],
    ["ListBackupAccessPointsByRecoveryPoint", "listBackupAccessPointsByRecoveryPoint"],
    ["ListBackupAccessPointsByResource", "listBackupAccessPointsByResource"],
    ["DescribeBackupAccessPoint", "describeBackupAccessPoint"],
  ] as const)("see it needs backup:%s", async (action, method) => {
    const { backup } = await backedUp({ judge: denying(`backup:${action}`) });
    const input = { AccessPointArn: accessPointArn("peek"), RecoveryPointArn: "any", ResourceArn: "any" };

    await expect(backup[method](root(app), here, input)).rejects.toMatchObject(denied);
  });

  test("read through it is asked of S3 with the access point's policy, and of the recovery point's key", async () => {
    const { backup, open, asked, point } = await backedUp();
    expect(point.keyArn).toBe(keyArn(app, here));
    await open({ AccessPointPolicy: JSON.stringify(allowEverything) });
    asked.splice(0);

    expect((await backup.readableThrough(root(app), accessPointArn("peek"))).allowed).toBe(true);

    expect(asked).toMatchObject([
      {
        action: "s3:GetObject",
        resourceArn: `arn:aws:s3:${here}:${app}:accesspoint/peek/object/any`,
        resourcePolicy: { name: "policy of the access point peek", document: allowEverything },
      },
      {
        action: "kms:Decrypt",
        resourceArn: keyArn(app, here),
        context: { "kms:ViaService": `backup.${here}.amazonaws.com` },
      },
    ]);
  });

  test.each(["s3:GetObject", "kms:Decrypt"])("read through it needs %s", async (action) => {
    const { backup, open } = await backedUp({ judge: denying(action) });
    await open();

    expect(await backup.readableThrough(root(app), accessPointArn("peek"))).toEqual({
      allowed: false,
      because: `${action} is denied`,
    });
  });
});

describe("a role that may not read a bucket's objects, nor restore them,", () => {
  const reader = { arn: `arn:aws:iam::${app}:role/reader`, accountId: app };
  const chain = [
    "backup:CreateBackupAccessPoint",
    "s3:CreateAccessPoint",
    "s3:GetAccessPoint",
    "s3:PutAccessPointPolicy",
  ];
  const ownPolicy = policy({
    Effect: "Allow",
    Principal: { AWS: reader.arn },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:${here}:${app}:accesspoint/peek/object/*`,
  });

  /** By the policies that are there: the role may open access points and use the key, and nothing else. */
  async function withReader(...vaultPolicy: readonly Statement[]) {
    const world = await backedUp({ judge: iamJudge() });
    const { cloud, point } = world;
    const of = (...Statement: readonly Statement[]): Document => ({ Version: "2012-10-17", Statement });
    cloud.iam.putRole({
      ...reader,
      name: "reader",
      path: "/",
      trust: of(),
      inline: new Map([["own", of({ Effect: "Allow", Action: [...chain, "kms:Decrypt"], Resource: "*" })]]),
      attachedPolicyArns: [],
      boundaryArn: null,
      tags: {},
    });
    const Principal = { AWS: root(app).arn };
    changeKey(cloud, keyArn(app, here), { policy: of({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }) });
    const Policy = policy(...vaultPolicy);
    if (vaultPolicy.length > 0) {
      await cloud.backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local", Policy });
    }
    const open = (AccessPointPolicy?: string) =>
      cloud.backup.createBackupAccessPoint(reader, here, {
        Name: "peek",
        RecoveryPointArn: point.arn,
        AccessPointPolicy,
      });
    return { open, reads: async () => (await cloud.backup.readableThrough(reader, accessPointArn("peek"))).allowed };
  }

  test("reads nothing through an access point without a policy", async () => {
    const { open, reads } = await withReader();
    await open();

    expect(await reads()).toBe(false);
  });

  test("reads them by the policy that it gives its access point itself", async () => {
    const { open, reads } = await withReader();
    await open(ownPolicy);

    expect(await reads()).toBe(true);
  });

  test("opens none where the vault's policy denies it", async () => {
    const action = "backup:CreateBackupAccessPoint";
    const { open } = await withReader({ Effect: "Deny", Principal: "*", Action: action, Resource: "*" });

    await expect(open(ownPolicy)).rejects.toMatchObject(denied);
  });
});

test("its tags are its own", async () => {
  const { backup, open } = await backedUp();
  const ResourceArn = accessPointArn("peek");
  await open({ Tags: { why: "audit" } });

  await backup.tagResource(root(app), here, { ResourceArn, Tags: { until: "friday" } });

  expect(await backup.listTags(root(app), here, { ResourceArn })).toEqual({ Tags: { why: "audit", until: "friday" } });
});

test("it goes with a closed account", async () => {
  const { cloud, open, backup } = await backedUp();
  await open();

  await cloud.organizations.closeAccount(root(management), { AccountId: app });
  await cloud.advance(91 * dayMs);

  expect(backup.recoveryPoints()).toEqual([]);
  await expect(backup.readableThrough(root(central), accessPointArn("peek"))).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});
