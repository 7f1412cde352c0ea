import { backupRole, dutyRole, localVault } from "../../../src/names.ts";
import { inventory } from "./inventory.ts";
import type { Trial } from "./trial.ts";

const halfDayMs = 12 * 3_600_000;

/** Takes a backup of a volume in each account of a trial, into the vault that is there. @throws when there is none then */
export async function backUp(trial: Trial): Promise<void> {
  const { standIn, stacks, estate } = trial;
  const { cloud } = standIn;
  const { region } = estate.shared;
  for (const accountId of stacks.map((stack) => trial.accountOf(stack))) {
    // the cloud then knows what was made over the wire
    await inventory(standIn, accountId, region);
    const arn = `arn:aws:ec2:${region}:${accountId}:volume/vol-0${accountId}`;
    cloud.resources.add({ arn, accountId, region, kind: "EBS", tags: {}, keyArn: null });
    // nobody else may hand the backup role on
    const operator = { arn: `arn:aws:iam::${accountId}:role/${dutyRole("backupOperator")}`, accountId };
    await cloud.backup.startBackupJob(operator, region, {
      BackupVaultName: localVault,
      ResourceArn: arn,
      IamRoleArn: `arn:aws:iam::${accountId}:role/${backupRole}`,
    });
    await cloud.advance(halfDayMs);
    const points = cloud.backup.recoveryPoints().filter((point) => point.accountId === accountId);
    if (points.length === 0)
      throw new Error(`got no backup in ${accountId}: ${JSON.stringify(cloud.backup.jobs().backup)}`);
  }
}
