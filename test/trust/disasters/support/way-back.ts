import { copyBackRole, dutyRole, reachInRole, restoreRole } from "../../../../src/names.ts";
import type { Caller } from "../../../emulator/model/access.ts";
import type { RecoveryPoint } from "../../../emulator/model/backup/recovery-point.ts";
import { hourMs, minuteMs } from "../../../emulator/model/clock.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import { personOf, roleArn } from "../../organization/people.ts";
import { accountNamed } from "../../organization/victims.ts";
import type { Return } from "./disaster.ts";
import { takeRole } from "./iam-requests.ts";
import { isWarm, survivorsOf } from "./survivors.ts";

/** What came of bringing a resource back. */
export interface Returned {
  /** Name of the account, as config has it. */
  readonly account: string;
  readonly region: string;
  /** From the first request until the resource is there. */
  readonly tookMinutes: number;
  readonly isSpoilt: boolean;
}

const patienceMs = 24 * hourMs;

/**
 * The restore operator's way, with the roles that are there for it and no other permission: copied back out of central
 * and restored in the account; or restored where it is.
 *
 * @throws AwsError, or an Error that says why a job failed
 */
export async function bringBack(world: DisasterWorld, wanted: Return): Promise<Returned> {
  const { cloud, estate } = world;
  const since = cloud.clock.now();
  const victim = world.victim(wanted.victim);
  const { name, accountId, class: cls } = accountNamed(estate, wanted.into ?? victim.account);
  const person = personOf(estate, "restoreOperator");
  const operatorIn = (where: string) => takeRole(cloud, person, roleArn(where, dutyRole("restoreOperator")));
  const { local, central } = survivorsOf(world, victim);
  const centralId = estate.central[cls].accountId;

  if (wanted.isLocal) {
    const resource = await restore(world, await operatorIn(accountId), the(local[0], wanted));
    return { account: name, ...resource, tookMinutes: minutesSince(world, since) };
  }
  if (wanted.isInCentral) {
    const resource = await restore(world, await operatorIn(centralId), the(central[0], wanted));
    return { account: `central ${cls}`, ...resource, tookMinutes: minutesSince(world, since) };
  }
  const from = wanted.from === undefined ? null : estate.central[cls].regions[wanted.from];
  const point = central.find((one) => isWarm(world, one) && (from === null || one.region === from));
  const destination = world.vault(accountId, wanted.region ?? victim.region).arn;
  const operator = await operatorIn(centralId);
  const copy = await copyBack(world, operator, the(point, wanted), destination);
  const restorer =
    wanted.by === "account"
      ? await operatorIn(accountId)
      : await takeRole(cloud, operator, roleArn(accountId, reachInRole(cls)));
  const resource = await restore(world, restorer, copy);
  return { account: name, ...resource, tookMinutes: minutesSince(world, since) };
}

const minutesSince = ({ cloud }: DisasterWorld, since: number) => Math.round((cloud.clock.now() - since) / minuteMs);

function the(point: RecoveryPoint | undefined, { victim }: Return): RecoveryPoint {
  if (!point) throw new Error(`nothing of ${victim} can be brought back that way`);
  return point;
}

async function copyBack(
  { cloud }: DisasterWorld,
  operator: Caller,
  point: RecoveryPoint,
  DestinationBackupVaultArn: string,
): Promise<RecoveryPoint> {
  const { CopyJobId } = await cloud.backup.startCopyJob(operator, point.region, {
    RecoveryPointArn: point.arn,
    SourceBackupVaultName: point.vaultName,
    DestinationBackupVaultArn,
    IamRoleArn: roleArn(operator.accountId, copyBackRole),
    // a copy's retention counts from the creation of its source
    Lifecycle: { DeleteAfterDays: 365 },
  });
  const job = await ended(cloud, () => cloud.backup.jobs().copy.find(({ id }) => id === CopyJobId));
  const copy = cloud.backup.recoveryPoints().find(({ arn }) => arn === job.destinationRecoveryPointArn);
  if (!copy) throw new Error(`the copy is gone: ${job.statusMessage}`);
  return copy;
}

async function restore({ cloud }: DisasterWorld, caller: Caller, { arn, region }: RecoveryPoint) {
  const { RestoreJobId } = await cloud.backup.startRestoreJob(caller, region, {
    RecoveryPointArn: arn,
    IamRoleArn: roleArn(caller.accountId, restoreRole),
    Metadata: {},
  });
  const job = await ended(cloud, () => cloud.backup.jobs().restore.find(({ id }) => id === RestoreJobId));
  const resource = cloud.resources.get(job.createdResourceArn ?? "");
  if (resource?.accountId !== caller.accountId) throw new Error(`got no resource in ${caller.accountId}`);
  return { region: resource.region, isSpoilt: resource.corruptedAt !== null };
}

interface AnyJob {
  readonly state: string;
  readonly statusMessage: string | null;
}

async function ended<T extends AnyJob>(cloud: DisasterWorld["cloud"], find: () => T | undefined): Promise<T> {
  const until = cloud.clock.now() + patienceMs;
  for (let job = find(); cloud.clock.now() < until; job = find()) {
    if (job?.state === "COMPLETED") return job;
    if (job?.state === "FAILED") throw new Error(job.statusMessage ?? "the job failed");
    await cloud.advance(minuteMs);
  }
  throw new Error("the job never ended");
}
