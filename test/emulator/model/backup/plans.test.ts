import { expect, test } from "vitest";
import type { Cloud } from "../cloud.ts";
import {
  addVolume,
  app,
  attach,
  backupRoleArn,
  central,
  centralVault,
  here,
  planOf,
  root,
  ruleOf,
  smallCloud,
  there,
} from "./small-cloud.ts";

const planned = async (): Promise<Cloud> => {
  const cloud = await smallCloud();
  await attach(cloud, planOf({ nightly: ruleOf({ copies: { [centralVault]: 60 } }) }));
  return cloud;
};
const names = async ({ backup }: Cloud, accountId: string, region: string) =>
  ((await backup.listBackupPlans(root(accountId), region, {})).BackupPlansList ?? []).map(
    (plan) => plan.BackupPlanName,
  );

test("an account sees the plans that reach it, in the Regions that they run in", async () => {
  const cloud = await planned();

  expect(await names(cloud, app, here)).toEqual(["gold"]);
  expect(await names(cloud, app, there)).toEqual([]);
  expect(await names(cloud, central, here)).toEqual([]);
});

test("sees what they do, and what they select", async () => {
  const { backup } = await planned();
  const [head] = (await backup.listBackupPlans(root(app), here, {})).BackupPlansList ?? [];
  const BackupPlanId = head?.BackupPlanId ?? "";

  expect(BackupPlanId).toMatch(/^orgs\//);
  expect((await backup.getBackupPlan(root(app), here, { BackupPlanId })).BackupPlan).toMatchObject({
    BackupPlanName: "gold",
    Rules: [
      {
        RuleName: "nightly",
        TargetBackupVaultName: "local",
        ScheduleExpression: "cron(0 5 ? * * *)",
        StartWindowMinutes: 60,
        CompletionWindowMinutes: 120,
        Lifecycle: { DeleteAfterDays: 30 },
        CopyActions: [{ DestinationBackupVaultArn: centralVault, Lifecycle: { DeleteAfterDays: 60 } }],
      },
    ],
  });
  const [selection] = (await backup.listBackupSelections(root(app), here, { BackupPlanId })).BackupSelectionsList ?? [];
  expect(selection).toMatchObject({ SelectionName: "tagged", IamRoleArn: backupRoleArn(app) });
  const SelectionId = selection?.SelectionId ?? "";
  expect(
    (await backup.getBackupSelection(root(app), here, { BackupPlanId, SelectionId })).BackupSelection,
  ).toMatchObject({
    SelectionName: "tagged",
    ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "plan", ConditionValue: "gold" }],
  });
});

test("finds no others", async () => {
  const { backup } = await planned();
  const none = { code: "ResourceNotFoundException" };
  const [head] = (await backup.listBackupPlans(root(app), here, {})).BackupPlansList ?? [];
  const BackupPlanId = head?.BackupPlanId ?? "";

  await expect(backup.getBackupPlan(root(app), here, { BackupPlanId: "none" })).rejects.toMatchObject(none);
  await expect(backup.getBackupPlan(root(central), here, { BackupPlanId })).rejects.toMatchObject(none);
  await expect(backup.getBackupSelection(root(app), here, { BackupPlanId, SelectionId: "none" })).rejects.toMatchObject(
    none,
  );
});

test("sees none where the policy is not one that AWS can run", async () => {
  const cloud = await smallCloud();
  await attach(cloud, planOf({}));

  expect(await names(cloud, app, here)).toEqual([]);
  expect(cloud.backup.policyFaults(app)).toEqual(["gold has no rules"]);
});

test("jobs name the plan by the id that the account sees", async () => {
  const cloud = await planned();
  addVolume(cloud);
  await cloud.advance(86_400_000);
  const [head] = (await cloud.backup.listBackupPlans(root(app), here, {})).BackupPlansList ?? [];

  expect(cloud.backup.jobs().backup[0]?.planId).toBe(head?.BackupPlanId);
  expect(cloud.backup.jobs().copy[0]?.planId).toBe(head?.BackupPlanId);
});
