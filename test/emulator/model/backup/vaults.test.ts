import { describe, expect, test } from "vitest";
import type { Judge, Question } from "../access.ts";
import type { Cloud } from "../cloud.ts";
import {
  app,
  central,
  changeKey,
  here,
  keyArn,
  localVault,
  management,
  policy,
  root,
  smallCloud,
  start,
  there,
  vaultOf,
} from "./small-cloud.ts";

const create = (cloud: Cloud, input: object = {}, accountId = app) =>
  cloud.backup.createBackupVault(root(accountId), here, {
    BackupVaultName: "second",
    EncryptionKeyArn: keyArn(accountId, here),
    ...input,
  });
const describeVault = (cloud: Cloud, BackupVaultName: string, accountId = app, region = here) =>
  cloud.backup.describeBackupVault(root(accountId), region, { BackupVaultName });

test("a vault is what it was created as, in its account and Region alone", async () => {
  const cloud = await smallCloud();

  expect(await create(cloud, { BackupVaultTags: { team: "orders" } })).toEqual({
    BackupVaultName: "second",
    BackupVaultArn: vaultOf(app, "second"),
    CreationDate: start,
  });

  expect(await describeVault(cloud, "second")).toEqual({
    BackupVaultName: "second",
    BackupVaultArn: vaultOf(app, "second"),
    VaultType: "BACKUP_VAULT",
    VaultState: "AVAILABLE",
    EncryptionKeyArn: keyArn(app, here),
    EncryptionKeyType: "CUSTOMER_MANAGED_KMS_KEY",
    CreationDate: start,
    NumberOfRecoveryPoints: 0,
    Locked: false,
  });
  for (const [accountId, region] of [
    [app, there],
    [central, here],
  ] as const) {
    await expect(describeVault(cloud, "second", accountId, region)).rejects.toMatchObject({
      code: "ResourceNotFoundException",
      httpStatus: 400,
    });
  }
});

test("a vault that names no key has AWS's own, one for the account and Region", async () => {
  const cloud = await smallCloud();

  await create(cloud, { EncryptionKeyArn: undefined });
  await create(cloud, { EncryptionKeyArn: undefined, BackupVaultName: "third" });

  const [second, third] = cloud.backup.vaults().slice(-2);
  expect(second?.keyArn).toBe(third?.keyArn);
  expect(cloud.kms.key(second?.keyArn ?? "")).toMatchObject({ isAwsManaged: true, aliases: ["alias/aws/backup"] });
});

test.each([
  ["a second vault of the name", { BackupVaultName: "local" }, "AlreadyExistsException"],
  ["a key that is not there", { EncryptionKeyArn: keyArn(app, here, "none") }, "InvalidParameterValueException"],
  ["a key of another Region", { EncryptionKeyArn: keyArn(app, there) }, "InvalidParameterValueException"],
  ["a name of one character", { BackupVaultName: "a" }, "InvalidParameterValueException"],
  ["a name of 51 characters", { BackupVaultName: "a".repeat(51) }, "InvalidParameterValueException"],
  ["a name with a dot", { BackupVaultName: "a.b" }, "InvalidParameterValueException"],
  ["no name", { BackupVaultName: undefined }, "MissingParameterValueException"],
])("AWS refuses %s", async (_, input, code) => {
  const cloud = await smallCloud();

  await expect(create(cloud, input)).rejects.toMatchObject({ code });
});

test("AWS takes names of 2 to 50 characters, and the same request twice", async () => {
  const cloud = await smallCloud();

  await create(cloud, { BackupVaultName: "ab" });
  await create(cloud, { BackupVaultName: "a".repeat(50) });
  const again = { BackupVaultName: "again", CreatorRequestId: "1" };
  expect(await create(cloud, again)).toEqual(await create(cloud, again));

  await expect(create(cloud, { ...again, CreatorRequestId: "2" })).rejects.toMatchObject({
    code: "AlreadyExistsException",
  });
});

test("an account has 300 vaults in a Region at most", async () => {
  const cloud = await smallCloud();
  for (let count = 1; count < 300; count++) await create(cloud, { BackupVaultName: `vault-${count}` });

  await expect(create(cloud)).rejects.toMatchObject({ code: "LimitExceededException" });
});

test("a key that cannot be used makes no vault", async () => {
  const cloud = await smallCloud();
  changeKey(cloud, keyArn(app, here), { state: "Disabled" });

  await expect(create(cloud)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
});

test("vaults are listed in pages", async () => {
  const cloud = await smallCloud();
  await create(cloud);
  await create(cloud, { BackupVaultName: "third" });
  const list = (NextToken?: string) =>
    cloud.backup.listBackupVaults(root(app), here, { MaxResults: 2, ...(NextToken ? { NextToken } : {}) });
  const names = ({ BackupVaultList = [] }: Awaited<ReturnType<typeof list>>) =>
    BackupVaultList.map(({ BackupVaultName }) => BackupVaultName);

  const first = await list();
  const last = await list(first.NextToken);

  expect([names(first), names(last)]).toEqual([["local", "second"], ["third"]]);
  expect(last.NextToken).toBeUndefined();
});

test("tags are set, replaced and taken away", async () => {
  const cloud = await smallCloud();
  const ResourceArn = localVault;
  const tags = async () => (await cloud.backup.listTags(root(app), here, { ResourceArn })).Tags;

  await cloud.backup.tagResource(root(app), here, { ResourceArn, Tags: { a: "1", b: "2" } });
  await cloud.backup.tagResource(root(app), here, { ResourceArn, Tags: { b: "3" } });
  expect(await tags()).toEqual({ a: "1", b: "3" });
  await cloud.backup.untagResource(root(app), here, { ResourceArn, TagKeyList: ["a"] });
  expect(await tags()).toEqual({ b: "3" });

  await expect(cloud.backup.listTags(root(central), here, { ResourceArn })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
});

describe("access policies", () => {
  const put = (cloud: Cloud, Policy: string) =>
    cloud.backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local", Policy });
  const get = (cloud: Cloud) => cloud.backup.getBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local" });
  const statement = { Effect: "Allow", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" } as const;
  const byOther = { ...statement, Principal: { AWS: `arn:aws:iam::${central}:root` } };

  test("come back as they were put, until they are deleted", async () => {
    const cloud = await smallCloud();
    const text = ` ${policy(statement)} `;
    await expect(get(cloud)).rejects.toMatchObject({ code: "ResourceNotFoundException" });

    await put(cloud, text);
    expect(await get(cloud)).toEqual({ BackupVaultName: "local", BackupVaultArn: localVault, Policy: text });
    await cloud.backup.deleteBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local" });

    await expect(get(cloud)).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });

  test.each([
    ["another account to copy in", policy(byOther)],
    ["the own account to do more", policy({ ...byOther, Principal: { AWS: [app] }, Action: "backup:StartBackupJob" })],
    ["everybody to do nothing", policy({ ...statement, Effect: "Deny", Action: "backup:DeleteRecoveryPoint" })],
  ])("allow %s", async (_, text) => {
    await expect(put(await smallCloud(), text)).resolves.toBeUndefined();
  });

  test.each([
    ["a wildcard in an action", policy({ ...statement, Action: "backup:Copy*" })],
    ["a wildcard in one of several actions", policy({ ...statement, Action: ["backup:ListTags", "*"] })],
    ["another account anything else", policy({ ...byOther, Action: "backup:DeleteRecoveryPoint" })],
    ["no JSON", "{"],
    ["no statements", "{}"],
    ["no version", JSON.stringify({ Statement: [statement] })],
    ["a statement of nobody", policy({ Effect: "Allow", Action: "backup:CopyIntoBackupVault" })],
    [
      "a statement without effect",
      JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Effect: "" }] }),
    ],
  ])("do not allow %s", async (_, text) => {
    await expect(put(await smallCloud(), text)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
  });
});

describe("who asks", () => {
  const recorded = async (act: (cloud: Cloud) => Promise<unknown>) => {
    const asked: Question[] = [];
    const judge: Judge = async (question) => {
      asked.push(question);
      return { allowed: true, because: "" };
    };
    const cloud = await smallCloud({ judge });
    asked.length = 0;
    await act(cloud);
    return asked;
  };

  test("for a vault needs its key too, through AWS Backup", async () => {
    const asked = await recorded((cloud) => create(cloud, { BackupVaultTags: { team: "orders" } }));

    expect(asked.map(({ action, resourceArn }) => `${action} ${resourceArn}`)).toEqual([
      `backup:CreateBackupVault ${vaultOf(app, "second")}`,
      `backup:TagResource ${vaultOf(app, "second")}`,
      "backup-storage:MountCapsule *",
      ...["DescribeKey", "CreateGrant", "GenerateDataKey", "Decrypt", "RetireGrant"].map(
        (action) => `kms:${action} ${keyArn(app, here)}`,
      ),
    ]);
    expect(asked[0]?.context).toMatchObject({ "aws:RequestTag/team": "orders", "aws:TagKeys": ["team"] });
    expect(asked[3]?.context).toMatchObject({
      "kms:ViaService": `backup.${here}.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
      "aws:ViaAWSService": "true",
      "kms:ResourceAliases": ["alias/vault"],
    });
  });

  test.each([
    "backup:CreateBackupVault",
    "backup:TagResource",
    "backup-storage:MountCapsule",
    "kms:DescribeKey",
    "kms:CreateGrant",
    "kms:GenerateDataKey",
    "kms:Decrypt",
    "kms:RetireGrant",
  ])("for a vault gets none without %s", async (action) => {
    const judge: Judge = async (question) => ({
      allowed: question.action !== action || !question.context["aws:PrincipalAccount"]?.includes(app),
      because: "some policy",
    });
    const cloud = await smallCloud({ judge }).catch(() => null);
    // the vaults of the small cloud carry no tags, and need all else
    if (action !== "backup:TagResource") return expect(cloud).toBeNull();

    await expect(create(cloud as Cloud, { BackupVaultTags: { team: "orders" } })).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
    await create(cloud as Cloud);
  });

  test("of a vault is told its policy and its tags", async () => {
    const text = policy({ Effect: "Deny", Principal: "*", Action: "backup:DeleteBackupVault", Resource: "*" });
    const asked = await recorded(async ({ backup }) => {
      await backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local", Policy: text });
      await backup.tagResource(root(app), here, { ResourceArn: localVault, Tags: { team: "orders" } });
      await backup.deleteBackupVault(root(app), here, { BackupVaultName: "local" });
    });

    expect(asked.at(-1)).toMatchObject({
      action: "backup:DeleteBackupVault",
      resourceArn: localVault,
      resourceAccountId: app,
      resourcePolicy: { name: "vault policy of local", document: JSON.parse(text) },
      context: { "aws:ResourceTag/team": "orders" },
    });
  });

  test.each([
    ["backup:ListBackupVaults", (cloud: Cloud) => cloud.backup.listBackupVaults(root(app), here, {})],
    ["backup:DescribeBackupVault", (cloud: Cloud) => describeVault(cloud, "local")],
    [
      "backup:DeleteBackupVault",
      (cloud: Cloud) => cloud.backup.deleteBackupVault(root(app), here, { BackupVaultName: "local" }),
    ],
    [
      "backup:GetBackupVaultAccessPolicy",
      (cloud: Cloud) => cloud.backup.getBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local" }),
    ],
    [
      "backup:PutBackupVaultAccessPolicy",
      (cloud: Cloud) =>
        cloud.backup.putBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local", Policy: policy() }),
    ],
    [
      "backup:DeleteBackupVaultAccessPolicy",
      (cloud: Cloud) => cloud.backup.deleteBackupVaultAccessPolicy(root(app), here, { BackupVaultName: "local" }),
    ],
    [
      "backup:PutBackupVaultLockConfiguration",
      (cloud: Cloud) => cloud.backup.putBackupVaultLockConfiguration(root(app), here, { BackupVaultName: "local" }),
    ],
    [
      "backup:DeleteBackupVaultLockConfiguration",
      (cloud: Cloud) => cloud.backup.deleteBackupVaultLockConfiguration(root(app), here, { BackupVaultName: "local" }),
    ],
    ["backup:ListTags", (cloud: Cloud) => cloud.backup.listTags(root(app), here, { ResourceArn: localVault })],
    [
      "backup:TagResource",
      (cloud: Cloud) => cloud.backup.tagResource(root(app), here, { ResourceArn: localVault, Tags: { a: "1" } }),
    ],
    [
      "backup:UntagResource",
      (cloud: Cloud) => cloud.backup.untagResource(root(app), here, { ResourceArn: localVault, TagKeyList: ["a"] }),
    ],
    ["backup:DescribeRegionSettings", (cloud: Cloud) => cloud.backup.describeRegionSettings(root(app), here)],
    ["backup:UpdateRegionSettings", (cloud: Cloud) => cloud.backup.updateRegionSettings(root(app), here, {})],
    ["backup:DescribeGlobalSettings", (cloud: Cloud) => cloud.backup.describeGlobalSettings(root(app), here)],
    [
      "backup:UpdateGlobalSettings",
      (cloud: Cloud) => cloud.backup.updateGlobalSettings(root(management), here, { GlobalSettings: {} }),
    ],
  ])("is refused without %s, and nothing has changed", async (action, act) => {
    let isDenied = false;
    const cloud = await smallCloud({
      judge: async (question) => ({ allowed: !isDenied || question.action !== action, because: "some policy" }),
    });
    const before = cloud.backup.vaults();

    isDenied = true;
    await expect(act(cloud)).rejects.toMatchObject({
      code: "AccessDeniedException",
      httpStatus: 403,
      message: expect.stringContaining("some policy"),
    });

    expect(cloud.backup.vaults()).toEqual(before);
  });
});
