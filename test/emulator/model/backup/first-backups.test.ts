import { describe, expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import { addVolume, app, attach, here, planOf, ruleOf, smallCloud } from "./small-cloud.ts";

describe("the first backup of something large", () => {
  const days = 3;
  const large = {
    firstBackupMinutes: 30 * 60,
    kind: "EFS",
    arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`,
  } as const;

  test("is cancelled every night where its window is shorter, and begun anew", async () => {
    const cloud = await smallCloud();
    addVolume(cloud, large);
    await attach(cloud, planOf({ nightly: ruleOf({ completionWindowMinutes: 480 }) }));

    await cloud.advance(days * dayMs);

    expect(cloud.backup.jobs().backup.map(({ state }) => state)).toEqual(["EXPIRED", "EXPIRED", "EXPIRED"]);
    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("that somebody asked for with a longer one makes the nightly ones short", async () => {
    const cloud = await smallCloud();
    const { arn } = addVolume(cloud, large);
    await cloud.backup.startBackupJob({ arn: `arn:aws:iam::${app}:root`, accountId: app }, here, {
      ...{ BackupVaultName: "local", ResourceArn: arn, IamRoleArn: `arn:aws:iam::${app}:role/AWSBackup` },
      ...{ CompleteWindowMinutes: 7 * 24 * 60, Lifecycle: { DeleteAfterDays: 35 } },
    });
    await cloud.advance(2 * dayMs);
    await attach(cloud, planOf({ nightly: ruleOf({ completionWindowMinutes: 480 }) }));

    await cloud.advance(days * dayMs);

    expect(cloud.backup.jobs().backup.map(({ state }) => state)).toEqual(Array(1 + days).fill("COMPLETED"));
  });
});
