import type { Estate } from "../../../src/model.ts";
import { type DirectDeployment, deployDirectly } from "../../emulator/deploy/deploy-directly.ts";
import type { RecoveryPoint } from "../../emulator/model/backup/recovery-point.ts";
import { serviceLinkedRole } from "../../emulator/model/backup/service-linked-role.ts";
import type { Vault } from "../../emulator/model/backup/vault.ts";
import { dayMs, hourMs } from "../../emulator/model/clock.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import type { Key } from "../../emulator/model/kms.ts";
import { judge } from "./judge.ts";
import { example } from "./organization.ts";
import { administrator, classlessAccount, outsideAccount } from "./people.ts";
import { addVictims, type Victim, type VictimName } from "./victims.ts";

export interface WorldProps {
  /** What becomes of the example organization. */
  readonly estate?: (estate: Estate) => Estate;
  /** How long it has been running when the disaster comes. @default 45 */
  readonly days?: number;
  /** A day on which something happens unnoticed, and what. */
  readonly before?: { readonly day: number; readonly happens: (world: DisasterWorld) => void };
}

/** The organization on the day of a disaster. */
export class DisasterWorld {
  readonly cloud: Cloud;
  readonly estate: Estate;
  readonly victims: ReadonlyMap<VictimName, Victim>;

  constructor(cloud: Cloud, estate: Estate, victims: ReadonlyMap<VictimName, Victim>) {
    this.cloud = cloud;
    this.estate = estate;
    this.victims = victims;
  }

  account(name: string): string {
    const found = this.estate.accounts.find((one) => one.name === name);
    if (!found) throw new Error(`got no account ${name}`);
    return found.accountId;
  }

  victim(name: VictimName): Victim {
    const found = this.victims.get(name);
    if (!found) throw new Error(`got no victim ${name}`);
    return found;
  }

  vault(accountId: string, region: string): Vault {
    const isHere = (one: Vault) => one.accountId === accountId && one.region === region;
    const found = this.cloud.backup.vaults().find((one) => isHere(one) && one.name.startsWith("lockstep-"));
    if (!found) throw new Error(`got no vault in ${accountId}, ${region}`);
    return found;
  }

  /** With which a vault encrypts. */
  key(accountId: string, region: string): Key {
    const { keyArn } = this.vault(accountId, region);
    const found = this.cloud.kms.key(keyArn);
    if (!found) throw new Error(`got no key ${keyArn}`);
    return found;
  }

  /** One that was made of a victim and is in an account and Region. */
  point(name: VictimName, accountId: string, region: string): RecoveryPoint {
    const { arn } = this.victim(name);
    const found = this.cloud.backup
      .recoveryPoints()
      .filter((one) => one.resourceArn === arn && one.accountId === accountId && one.region === region)
      // snapshots first: what is continuous is neither copied nor shortened by hand
      .sort((a, b) => Number(a.isContinuous) - Number(b.isContinuous) || b.createdAt - a.createdAt)[0];
    if (!found) throw new Error(`got no recovery point of ${name} in ${accountId}, ${region}`);
    return found;
  }
}

// a Sunday; the first of a month, so that monthly backups have run twice after 45 days
const start = new Date("2026-03-01T00:00:00Z");

/** Vault of a stranger, as anybody may have one. */
export const strangersVault = (accountId: string, region = "eu-west-2") =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${strangersVaultName}`;
export const strangersVaultName = "stranger";

export async function disasterWorld(
  { estate: change = same, days = 45, before }: WorldProps = {},
  deployment: Partial<DirectDeployment> = {},
): Promise<DisasterWorld> {
  const estate = changed(change);
  const cloud = await deployDirectly(estate, { start, judge, ...deployment });
  for (const accountId of [classlessAccount, outsideAccount]) {
    const BackupVaultName = strangersVaultName;
    const stranger = administrator(accountId);
    await cloud.backup.createBackupVault(stranger, "eu-west-2", { BackupVaultName });
    await cloud.backup.putBackupVaultAccessPolicy(stranger, "eu-west-2", { BackupVaultName, Policy: openToAll });
    cloud.iam.putRole(serviceLinkedRole(accountId));
  }
  const world = new DisasterWorld(cloud, estate, addVictims(cloud, estate));
  if (before) {
    await cloud.advance(before.day * dayMs);
    before.happens(world);
  }
  // in the forenoon, when the night's copies are there and the day's are on their way
  await cloud.advanceTo(new Date(start.getTime() + days * dayMs + 10 * hourMs));
  return world;
}

/** A stranger's vault takes what it can get. */
const openToAll = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "Catch", Effect: "Allow", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" }],
});

const same = (estate: Estate) => estate;
const estates = new Map<(estate: Estate) => Estate, Estate>();

/** The same object for the same change: it is synthesized once. */
function changed(change: (estate: Estate) => Estate): Estate {
  const estate = estates.get(change) ?? change(example.estate);
  estates.set(change, estate);
  return estate;
}
