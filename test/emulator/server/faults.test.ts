import { CreateBackupVaultCommand, ListBackupVaultsCommand } from "@aws-sdk/client-backup";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { ListRootsCommand } from "@aws-sdk/client-organizations";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { app, here, keyArn, management, root, smallCloud } from "../model/backup/small-cloud.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";
import { startStandIn } from "./stand-in.ts";

describe.skipIf(await missingStandIn())("what goes wrong over the wire", () => {
  const standIn = useStandIn(() => smallCloud());
  const as = (accountId: string) => wireClients(standIn().url, standIn().credentialsOf(root(accountId).arn));
  const vault = (BackupVaultName: string) => ({ BackupVaultName, EncryptionKeyArn: keyArn(app, here) });
  const vaultNames = () =>
    standIn()
      .cloud.backup.vaults()
      .map(({ name }) => name);

  test("throttling and failure are told in each protocol's own words", async () => {
    const { backup, iam, s3 } = as(app);
    const { organizations } = as(management);
    const ask = () =>
      Promise.allSettled([
        backup.send(new ListBackupVaultsCommand({})),
        organizations.send(new ListRootsCommand({})),
        iam.send(new GetRoleCommand({ RoleName: "AWSBackup" })),
        s3.send(new CreateBucketCommand({ Bucket: "any" })),
      ]);
    const names = (tries: Awaited<ReturnType<typeof ask>>) =>
      tries.map((one) => (one.status === "rejected" ? one.reason.name : "answered"));

    standIn().setFaults(() => "throttle");
    expect(names(await ask())).toEqual(["ThrottlingException", "ThrottlingException", "Throttling", "SlowDown"]);
    standIn().setFaults(() => "server-error");
    expect(names(await ask())).toEqual(["InternalFailure", "InternalFailure", "InternalFailure", "InternalError"]);
    standIn().setFaults(() => null);
  });

  test("a connection that is cut before did nothing, one that is cut after did it", async () => {
    const { backup } = as(app);

    standIn().setFaults(({ isMutating }) => (isMutating ? "cut-before" : null));
    await expect(backup.send(new CreateBackupVaultCommand(vault("before")))).rejects.toThrow();
    expect(vaultNames()).not.toContain("before");
    standIn().setFaults(({ operation }) => (operation === "CreateBackupVault" ? "cut-after" : null));
    await expect(backup.send(new CreateBackupVaultCommand(vault("after")))).rejects.toThrow();
    expect(vaultNames()).toContain("after");
    standIn().setFaults(() => null);

    expect(standIn().log.all().slice(-2)).toMatchObject([
      { operation: "CreateBackupVault", status: null, fault: "cut-before" },
      { operation: "CreateBackupVault", status: null, fault: "cut-after" },
    ]);
  });

  test("leaves no process and no open port behind", async () => {
    const another = await startStandIn({ cloud: await smallCloud() });
    const motoUrl = another.motoUrl;

    await another.close();

    for (const url of [another.url, motoUrl]) await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});
