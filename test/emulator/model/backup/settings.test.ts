import { expect, test } from "vitest";
import { app, central, here, management, outside, root, smallCloud, start, there } from "./small-cloud.ts";

test("opt-in is of an account and Region, and what is not named stays", async () => {
  const { backup } = await smallCloud();
  const optIn = async (accountId: string, region: string) => {
    const { ResourceTypeOptInPreference } = await backup.describeRegionSettings(root(accountId), region);
    return [ResourceTypeOptInPreference?.["S3"], ResourceTypeOptInPreference?.["EBS"]];
  };

  await backup.updateRegionSettings(root(app), here, { ResourceTypeOptInPreference: { S3: true } });

  expect(await optIn(app, here)).toEqual([true, true]);
  expect(await optIn(app, there)).toEqual([false, true]);
  expect(await optIn(central, here)).toEqual([false, true]);
});

test("AWS refuses a type that it does not know, in either map", async () => {
  const { backup } = await smallCloud();
  const update = (input: object) => backup.updateRegionSettings(root(app), here, input);

  await expect(update({ ResourceTypeOptInPreference: { S4: true } })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
  });
  await expect(update({ ResourceTypeManagementPreference: { EBS: true } })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
  });
  await expect(
    update({ ResourceTypeOptInPreference: { S3: true }, ResourceTypeManagementPreference: { DynamoDB: true } }),
  ).resolves.toBeUndefined();
});

test("one type that a Region does not know fails the update, and takes the others with it", async () => {
  const { backup } = await smallCloud();
  const update = (region: string, Timestream: boolean) =>
    backup.updateRegionSettings(root(app), region, { ResourceTypeOptInPreference: { S3: true, Timestream } });
  const optIn = async (region: string) =>
    (await backup.describeRegionSettings(root(app), region)).ResourceTypeOptInPreference ?? {};

  for (const Timestream of [true, false]) {
    await expect(update("eu-west-2", Timestream)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
  }
  expect(await optIn("eu-west-2")).toMatchObject({ S3: false, EBS: true });
  expect(Object.keys(await optIn("eu-west-2"))).not.toContain("Timestream");
  await update("eu-west-1", true);
  expect(await optIn("eu-west-1")).toMatchObject({ S3: true, Timestream: true });
});

test.each([
  ["eusc-de-east-1", ["DSQL", "DocumentDB", "FSx", "Neptune", "Storage Gateway", "Timestream"]],
  ["cn-north-1", ["DSQL", "EKS", "Timestream", "VirtualMachine"]],
  ["ca-west-1", ["DocumentDB", "Redshift Serverless"]],
  ["us-west-1", ["DSQL", "DocumentDB", "Timestream"]],
] as const)("%s does not know %o", async (region, types) => {
  const { backup } = await smallCloud();
  const of = async (where: string) =>
    Object.keys((await backup.describeRegionSettings(root(app), where)).ResourceTypeOptInPreference ?? {});

  expect(await of("us-east-1")).toEqual(expect.arrayContaining([...types]));
  expect((await of(region)).filter((type) => (types as readonly string[]).includes(type))).toEqual([]);
});

test("the management account alone sets what all members read", async () => {
  const { backup } = await smallCloud();
  const off = { GlobalSettings: { isCrossAccountBackupEnabled: "false" } };

  for (const accountId of [app, central, outside]) {
    await expect(backup.updateGlobalSettings(root(accountId), here, off)).rejects.toMatchObject({
      code: "InvalidRequestException",
    });
  }
  const { GlobalSettings } = await backup.describeGlobalSettings(root(app), here);
  expect(GlobalSettings).toEqual({
    isCrossAccountBackupEnabled: "true",
    isDelegatedAdministratorEnabled: "false",
    isMpaEnabled: "false",
  });
  await backup.updateGlobalSettings(root(management), there, off);
  expect(await backup.describeGlobalSettings(root(app), here)).toMatchObject({ ...off, LastUpdateTime: start });
  await expect(backup.describeGlobalSettings(root(outside), here)).rejects.toMatchObject({
    code: "InvalidRequestException",
  });
});

test.each([
  ["a setting that it does not know", { isCrossAccountEnabled: "true" }],
  ["a value that is neither true nor false", { isCrossAccountBackupEnabled: "yes" }],
])("AWS refuses %s", async (_, GlobalSettings) => {
  const { backup } = await smallCloud();

  await expect(backup.updateGlobalSettings(root(management), here, { GlobalSettings })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
  });
});
