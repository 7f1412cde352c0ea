import * as aws from "@aws-sdk/client-backup";
import { describe, expect, test } from "vitest";
import {
  app,
  backupRoleArn,
  central,
  centralVault,
  here,
  keyArn,
  management,
  root,
  smallCloud,
} from "../model/backup/small-cloud.ts";
import { hourMs } from "../model/clock.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";
import { methodOf } from "./method-of.ts";
import { operationsOf } from "./wire-schema.ts";

describe.skipIf(await missingStandIn())("AWS Backup over the wire", () => {
  const standIn = useStandIn(() => smallCloud());
  const as = (accountId: string) => wireClients(standIn().url, standIn().credentialsOf(root(accountId).arn)).backup;
  const volume = "arn:aws:ec2:eu-west-2:333333333333:volume/vol-1";

  test("answers every operation of the model as the SDK's own schemas have it", async () => {
    const [backup, inManagement, inCentral] = [as(app), as(management), as(central)];
    const { cloud } = standIn();
    cloud.resources.add({
      arn: volume,
      accountId: app,
      region: here,
      kind: "EBS",
      tags: {},
      keyArn: keyArn(app, here, "volume"),
    });
    const vault = { BackupVaultName: "new" };
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" }],
    });

    await inManagement.send(new aws.DescribeGlobalSettingsCommand({}));
    await inManagement.send(
      new aws.UpdateGlobalSettingsCommand({ GlobalSettings: { isCrossAccountBackupEnabled: "true" } }),
    );
    await backup.send(new aws.DescribeRegionSettingsCommand({}));
    await backup.send(new aws.UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { EBS: true } }));

    const created = await backup.send(
      new aws.CreateBackupVaultCommand({ ...vault, EncryptionKeyArn: keyArn(app, here), BackupVaultTags: { a: "1" } }),
    );
    const ResourceArn = created.BackupVaultArn ?? "";
    await backup.send(new aws.TagResourceCommand({ ResourceArn, Tags: { b: "2" } }));
    await backup.send(new aws.UntagResourceCommand({ ResourceArn, TagKeyList: ["a"] }));
    expect((await backup.send(new aws.ListTagsCommand({ ResourceArn }))).Tags).toEqual({ b: "2" });
    await backup.send(new aws.PutBackupVaultAccessPolicyCommand({ ...vault, Policy: policy }));
    expect((await backup.send(new aws.GetBackupVaultAccessPolicyCommand(vault))).Policy).toBe(policy);
    await backup.send(new aws.DeleteBackupVaultAccessPolicyCommand(vault));
    await backup.send(
      new aws.PutBackupVaultLockConfigurationCommand({ ...vault, MinRetentionDays: 7, MaxRetentionDays: 99 }),
    );
    const described = await backup.send(new aws.DescribeBackupVaultCommand(vault));
    expect(described).toMatchObject({ Locked: true, MinRetentionDays: 7 });
    expect(described.CreationDate).toEqual(cloud.clock.date());
    await backup.send(new aws.DeleteBackupVaultLockConfigurationCommand(vault));
    await backup.send(new aws.ListBackupVaultsCommand({}));
    await backup.send(new aws.DeleteBackupVaultCommand(vault));

    const started = await backup.send(
      new aws.StartBackupJobCommand({
        BackupVaultName: "local",
        ResourceArn: volume,
        IamRoleArn: backupRoleArn(app),
        Lifecycle: { DeleteAfterDays: 35 },
      }),
    );
    const BackupJobId = started.BackupJobId ?? "";
    await cloud.advance(hourMs);
    expect(await backup.send(new aws.DescribeBackupJobCommand({ BackupJobId }))).toMatchObject({ State: "COMPLETED" });
    expect((await backup.send(new aws.ListBackupJobsCommand({ ByBackupVaultName: "local" }))).BackupJobs).toHaveLength(
      1,
    );
    expect((await backup.send(new aws.ListBackupJobsCommand({ ByCreatedAfter: new Date(0) }))).BackupJobs).toHaveLength(
      1,
    );
    const again = await backup.send(
      new aws.StartBackupJobCommand({ BackupVaultName: "local", ResourceArn: volume, IamRoleArn: backupRoleArn(app) }),
    );
    await backup.send(new aws.StopBackupJobCommand({ BackupJobId: again.BackupJobId ?? "" }));

    const listed = await backup.send(new aws.ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: "local" }));
    const RecoveryPointArn = listed.RecoveryPoints?.[0]?.RecoveryPointArn ?? "";
    const point = { BackupVaultName: "local", RecoveryPointArn };
    await backup.send(new aws.ListRecoveryPointsByResourceCommand({ ResourceArn: volume }));
    await backup.send(new aws.DescribeRecoveryPointCommand(point));
    await backup.send(new aws.GetRecoveryPointRestoreMetadataCommand(point));
    await backup.send(new aws.UpdateRecoveryPointLifecycleCommand({ ...point, Lifecycle: { DeleteAfterDays: 40 } }));

    const copied = await backup.send(
      new aws.StartCopyJobCommand({
        RecoveryPointArn,
        SourceBackupVaultName: "local",
        DestinationBackupVaultArn: centralVault,
        IamRoleArn: backupRoleArn(app),
      }),
    );
    await cloud.advance(hourMs);
    await backup.send(new aws.DescribeCopyJobCommand({ CopyJobId: copied.CopyJobId ?? "" }));
    expect((await backup.send(new aws.ListCopyJobsCommand({}))).CopyJobs).toHaveLength(1);
    await inCentral.send(new aws.ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: "central" }));
    const restored = await backup.send(
      new aws.StartRestoreJobCommand({
        RecoveryPointArn,
        IamRoleArn: backupRoleArn(app),
        Metadata: { availabilityZone: "eu-west-2a" },
      }),
    );
    await cloud.advance(hourMs);
    await backup.send(new aws.DescribeRestoreJobCommand({ RestoreJobId: restored.RestoreJobId ?? "" }));
    await backup.send(new aws.ListRestoreJobsCommand({}));
    await backup.send(new aws.DisassociateRecoveryPointFromParentCommand(point)).catch(() => undefined);
    await backup.send(new aws.DisassociateRecoveryPointCommand(point)).catch(() => undefined);
    await backup.send(new aws.DeleteRecoveryPointCommand(point));

    await backup.send(new aws.ListBackupPlansCommand({}));
    const plan = { BackupPlanId: "none" };
    await backup.send(new aws.GetBackupPlanCommand(plan)).catch(() => undefined);
    await backup.send(new aws.ListBackupSelectionsCommand(plan)).catch(() => undefined);
    await backup.send(new aws.GetBackupSelectionCommand({ ...plan, SelectionId: "none" })).catch(() => undefined);

    const asked = new Set(
      standIn()
        .log.all()
        .map(({ operation }) => operation),
    );
    const modelled = [...operationsOf(aws).keys()].filter((name) => methodOf(cloud.backup, name) !== null);
    expect(modelled.filter((name) => !asked.has(name))).toEqual([]);
    // an answer that the schemas do not have fails on the way out
    expect(
      standIn()
        .log.all()
        .filter(({ status }) => (status ?? 500) >= 500),
    ).toEqual([]);
  });

  test("gives errors that the SDK knows by name", async () => {
    const gone = as(app).send(new aws.DescribeBackupVaultCommand({ BackupVaultName: "no-such-vault" }));

    await expect(gone).rejects.toMatchObject({ name: "ResourceNotFoundException", $metadata: { httpStatusCode: 400 } });
  });

  test("refuses, and does not forward, what the model lacks", async () => {
    const lacking = as(app).send(new aws.ListFrameworksCommand({}));

    await expect(lacking).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "ListFrameworks is not part of the emulated AWS Backup",
    });
  });
});
