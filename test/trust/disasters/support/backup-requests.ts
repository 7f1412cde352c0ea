import type { Caller } from "../../../emulator/model/access.ts";
import { AwsError } from "../../../emulator/model/aws-error.ts";
import type { RecoveryPoint } from "../../../emulator/model/backup/recovery-point.ts";
import type { Vault } from "../../../emulator/model/backup/vault.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import { roleArn } from "../../organization/people.ts";
import type { VictimName } from "../../organization/victims.ts";
import { type Attempt, done, refused, type Who } from "./disaster.ts";

/** A vault: whose, and where. */
export type Where = (world: DisasterWorld) => { readonly accountId: string; readonly region: string };

export const inAccount =
  (name: string, region = "eu-west-2"): Where =>
  (world) => ({ accountId: world.account(name), region });
export const inCentral =
  (cls: "prod" | "nonprod", index = 0): Where =>
  ({ estate }) => ({ accountId: estate.central[cls].accountId, region: estate.central[cls].regions[index] ?? "" });

type Does = (world: DisasterWorld, caller: Caller, vault: Vault) => Promise<unknown>;

/** Everything that destroys or weakens what a vault holds, asked of AWS Backup by somebody of the vault's account. */
const attacks = {
  deletePoint:
    (name: VictimName): Does =>
    (world, caller, { accountId, region, name: BackupVaultName }) =>
      world.cloud.backup.deleteRecoveryPoint(caller, region, {
        BackupVaultName,
        RecoveryPointArn: world.point(name, accountId, region).arn,
      }),
  shortenPoint:
    (name: VictimName): Does =>
    (world, caller, { accountId, region, name: BackupVaultName }) =>
      world.cloud.backup.updateRecoveryPointLifecycle(caller, region, {
        BackupVaultName,
        RecoveryPointArn: world.point(name, accountId, region).arn,
        Lifecycle: { DeleteAfterDays: 1 },
      }),
  giveUpPoint:
    (name: VictimName): Does =>
    (world, caller, { accountId, region, name: BackupVaultName }) =>
      world.cloud.backup.disassociateRecoveryPoint(caller, region, {
        BackupVaultName,
        RecoveryPointArn: world.point(name, accountId, region).arn,
      }),
  deleteVault:
    (): Does =>
    ({ cloud }, caller, { region, name: BackupVaultName }) =>
      cloud.backup.deleteBackupVault(caller, region, { BackupVaultName }),
  unlock:
    (): Does =>
    ({ cloud }, caller, { region, name: BackupVaultName }) =>
      cloud.backup.deleteBackupVaultLockConfiguration(caller, region, { BackupVaultName }),
  putLock:
    (): Does =>
    ({ cloud }, caller, { region, name: BackupVaultName }) =>
      cloud.backup.putBackupVaultLockConfiguration(caller, region, { BackupVaultName, MinRetentionDays: 1 }),
  putPolicy:
    (): Does =>
    ({ cloud }, caller, { region, accountId, name: BackupVaultName }) =>
      cloud.backup.putBackupVaultAccessPolicy(caller, region, {
        BackupVaultName,
        Policy: openTo(accountId, caller.arn),
      }),
  deletePolicy:
    (): Does =>
    ({ cloud }, caller, { region, name: BackupVaultName }) =>
      cloud.backup.deleteBackupVaultAccessPolicy(caller, region, { BackupVaultName }),
} as const;

const words = {
  deletePoint: "delete a recovery point",
  shortenPoint: "shorten one to a day",
  giveUpPoint: "hand a continuous one back",
  deleteVault: "delete the vault",
  unlock: "remove the lock",
  putLock: "put a weaker lock",
  putPolicy: "open the vault's policy",
  deletePolicy: "delete the vault's policy",
} as const;

export type Attack = keyof typeof attacks;

/** What somebody tries on a vault, with the statement that has to refuse it; `null`: it is done. */
export const onVault = (
  who: Who,
  where: Where,
  victim: VictimName,
  answers: Readonly<Partial<Record<Attack, string | readonly string[] | null>>>,
): readonly Attempt[] =>
  (Object.entries(answers) as [Attack, string | readonly string[] | null][]).map(([attack, because]) => {
    const attempt = (world: DisasterWorld) => {
      const { accountId, region } = where(world);
      return attacks[attack](victim)(world, who(world), world.vault(accountId, region));
    };
    return because === null ? done(words[attack], attempt) : refused(words[attack], because, attempt);
  });

/** A vault policy that hides nothing from the account that the vault is in. */
export const openTo = (accountId: string, ...arns: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Open",
        Effect: "Allow",
        Principal: { AWS: [`arn:aws:iam::${accountId}:root`, ...arns] },
        Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        Resource: "*",
      },
    ],
  });

/**
 * Starts a copy by hand and looks how it begins: what the policies of vaults and keys refuse fails then.
 *
 * @throws AwsError when it may not be started, or fails at once
 */
export function copyTo(
  world: DisasterWorld,
  caller: Caller,
  source: { readonly name: VictimName; readonly region: string; readonly role: string },
  destinationVaultArn: string,
): Promise<void> {
  const point = world.point(source.name, caller.accountId, source.region);
  return copyPoint(world, caller, { point, role: source.role }, destinationVaultArn);
}

export async function copyPoint(
  { cloud }: DisasterWorld,
  caller: Caller,
  { point, role }: { readonly point: RecoveryPoint; readonly role: string },
  DestinationBackupVaultArn: string,
): Promise<void> {
  const { CopyJobId } = await cloud.backup.startCopyJob(caller, point.region, {
    RecoveryPointArn: point.arn,
    SourceBackupVaultName: point.vaultName,
    DestinationBackupVaultArn,
    IamRoleArn: roleArn(caller.accountId, role),
    Lifecycle: { DeleteAfterDays: 14 },
  });
  await cloud.advance(0);
  const job = cloud.backup.jobs().copy.find(({ id }) => id === CopyJobId);
  if (job?.state === "FAILED") throw new AwsError("copy job FAILED", job.statusMessage ?? "");
}

/** Deletes everything that the caller's account has in its vault of a Region. */
export async function emptyVault({ cloud }: DisasterWorld, caller: Caller, where = "eu-west-2"): Promise<void> {
  for (const { arn, region, vaultName, accountId } of cloud.backup.recoveryPoints()) {
    if (accountId !== caller.accountId || region !== where) continue;
    await cloud.backup.deleteRecoveryPoint(caller, region, { BackupVaultName: vaultName, RecoveryPointArn: arn });
  }
}
