import type { Caller, Context, Target, Verdict } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Document } from "../policy-document.ts";
import type {
  BackupAccessPoint,
  CreateBackupAccessPointInput,
  CreateBackupAccessPointOutput,
  ListBackupAccessPointsByRecoveryPointInput,
  ListBackupAccessPointsByResourceInput,
  ListBackupAccessPointsInput,
  ListBackupAccessPointsOutput,
  NamedAccessPoint,
} from "./access-point-messages.ts";
import { type AccessPoint, accessPointArn, s3AccessPointArn } from "./access-points.ts";
import { anything, enter, invalid, notFound, required } from "./gate.ts";
import { keyTarget } from "./key-target.ts";
import { page } from "./page.ts";
import { type RecoveryPoint, recoveryPointTarget } from "./recovery-point.ts";
import type { RecoveryPointKeeper } from "./recovery-point-keeper.ts";
import { tagContext } from "./vault.ts";
import type { World } from "./world.ts";

/** Whatever their status: docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html */
const mostOfRecoveryPoint = 5;

/** What S3 is asked in the caller's name: AWSBackupAccessPointOperatorAccess. */
const viaBackup: Context = { "aws:CalledVia": ["backup.amazonaws.com"], "aws:ViaAWSService": "true" };

/**
 * Access points for backups of S3, as callers ask for them. They end at once.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
 */
export class AccessPointOperations {
  readonly #world: World;
  readonly #keeper: RecoveryPointKeeper;

  constructor(world: World, keeper: RecoveryPointKeeper) {
    this.#world = world;
    this.#keeper = keeper;
  }

  async create(
    caller: Caller,
    region: string,
    input: CreateBackupAccessPointInput,
  ): Promise<CreateBackupAccessPointOutput> {
    const { accessPoints, clock } = this.#world;
    const { accountId } = caller;
    const pointArn = required(input.RecoveryPointArn, "RecoveryPointArn");
    const name = required(input.Name, "Name");
    const tags = input.Tags ?? {};
    const arn = accessPointArn(accountId, region, name);
    const tagged: Context =
      Object.keys(tags).length === 0 ? {} : { ...tagContext(tags, "Request"), "aws:TagKeys": Object.keys(tags) };
    await enter(
      this.#world,
      caller,
      region,
      "backup:CreateBackupAccessPoint",
      this.#recoveryPointTarget(caller, pointArn),
      tagged,
    );
    if (Object.keys(tags).length > 0) {
      await enter(this.#world, caller, region, "backup:TagResource", { arn, accountId, policy: null }, tagged);
    }
    await this.#askS3(caller, region, name, [
      "CreateAccessPoint",
      "GetAccessPoint",
      ...(input.AccessPointPolicy === undefined ? [] : ["PutAccessPointPolicy"]),
    ]);

    const point = this.#recoveryPoint(caller, region, pointArn);
    if (point.kind !== "S3") throw invalid(`Backup access points are for recovery points of S3, not of ${point.kind}`);
    if (point.status !== "COMPLETED") throw invalid(`The recovery point ${pointArn} is ${point.status}`);
    // docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
    if (!/^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/.test(name)) throw invalid(`Invalid access point name: ${name}`);
    const inTime = momentOf(point, input.AccessPointMetadata?.AccessPointInTime);
    if (accessPoints.get(arn)) throw new AwsError("AlreadyExistsException", `The access point ${name} already exists`);
    if (
      accessPoints.ofRecoveryPoint(pointArn).filter((one) => one.accountId === accountId).length >= mostOfRecoveryPoint
    ) {
      throw new AwsError("LimitExceededException", `${pointArn} has ${mostOfRecoveryPoint} access points`);
    }
    accessPoints.put({
      arn,
      name,
      accountId,
      region,
      recoveryPointArn: pointArn,
      resourceArn: point.resourceArn,
      vaultName: point.vaultName,
      policy: input.AccessPointPolicy === undefined ? null : parsed(input.AccessPointPolicy),
      inTime,
      tags: { ...tags },
      createdAt: clock.now(),
    });
    return { AccessPointArn: arn, Status: "CREATING" };
  }

  async describe(caller: Caller, region: string, input: NamedAccessPoint): Promise<BackupAccessPoint> {
    return shown(await this.#find(caller, region, "backup:DescribeBackupAccessPoint", ["GetAccessPoint"], input));
  }

  /** The last one gone, the recovery point expires as it would have. */
  async delete(caller: Caller, region: string, input: NamedAccessPoint): Promise<void> {
    const { accessPoints, recoveryPoints } = this.#world;
    const s3 = ["GetAccessPoint", "DeleteAccessPoint"];
    const { arn, recoveryPointArn } = await this.#find(caller, region, "backup:DeleteBackupAccessPoint", s3, input);
    accessPoints.delete(arn);
    const point = recoveryPoints.get(recoveryPointArn);
    if (point && accessPoints.ofRecoveryPoint(recoveryPointArn).length === 0) this.#keeper.resume(point);
  }

  list(caller: Caller, region: string, input: ListBackupAccessPointsInput = {}): Promise<ListBackupAccessPointsOutput> {
    return this.#list(caller, region, "backup:ListBackupAccessPoints", input, () => true);
  }

  listByRecoveryPoint(
    caller: Caller,
    region: string,
    input: ListBackupAccessPointsByRecoveryPointInput,
  ): Promise<ListBackupAccessPointsOutput> {
    const arn = required(input.RecoveryPointArn, "RecoveryPointArn");
    const action = "backup:ListBackupAccessPointsByRecoveryPoint";
    return this.#list(caller, region, action, input, ({ recoveryPointArn }) => recoveryPointArn === arn);
  }

  listByResource(
    caller: Caller,
    region: string,
    input: ListBackupAccessPointsByResourceInput,
  ): Promise<ListBackupAccessPointsOutput> {
    const arn = required(input.ResourceArn, "ResourceArn");
    const action = "backup:ListBackupAccessPointsByResource";
    return this.#list(caller, region, action, input, ({ resourceArn }) => resourceArn === arn);
  }

  /**
   * Whether somebody reads an object through it: by their own policies or by that of the access point, and with the key
   * of the recovery point. That the key is asked is known from AWSBackupAccessPointOperatorAccess alone.
   */
  async readable(caller: Caller, arn: string): Promise<Verdict> {
    const { accessPoints, recoveryPoints, access, kms } = this.#world;
    const found = accessPoints.get(arn);
    if (!found) throw notFound(`Backup access point ${arn} does not exist`);
    const s3Arn = s3AccessPointArn(found);
    const target: Target = {
      arn: `${s3Arn}/object/any`,
      accountId: found.accountId,
      policy:
        found.policy === null ? null : { name: `policy of the access point ${found.name}`, document: found.policy },
      context: { "s3:DataAccessPointArn": s3Arn, "s3:DataAccessPointAccount": found.accountId },
    };
    const byS3 = await access.verdict(caller, "s3:GetObject", target);
    const key = kms.key(recoveryPoints.get(found.recoveryPointArn)?.keyArn ?? "");
    if (!byS3.allowed || !key || key.isAwsManaged) return byS3;
    const via = { "kms:ViaService": `backup.${found.region}.amazonaws.com` };
    const byKms = await access.verdict(caller, "kms:Decrypt", keyTarget(key), via);
    return byKms.allowed ? byS3 : byKms;
  }

  async #list(
    caller: Caller,
    region: string,
    action: string,
    input: ListBackupAccessPointsInput,
    isWanted: (point: AccessPoint) => boolean,
  ): Promise<ListBackupAccessPointsOutput> {
    await enter(this.#world, caller, region, action, anything(caller));
    const { items, rest } = page(this.#world.accessPoints.of(caller.accountId, region).filter(isWanted), input);
    return { BackupAccessPoints: items.map(shown), ...rest };
  }

  async #find(
    caller: Caller,
    region: string,
    action: string,
    s3: readonly string[],
    input: NamedAccessPoint,
  ): Promise<AccessPoint> {
    const { accessPoints } = this.#world;
    const arn = required(input.AccessPointArn, "AccessPointArn");
    const look = () => {
      const found = accessPoints.get(arn);
      return found?.accountId === caller.accountId && found.region === region ? found : null;
    };
    const context = tagContext(look()?.tags ?? {}, "Resource");
    await enter(this.#world, caller, region, action, { arn, accountId: caller.accountId, policy: null, context });
    await this.#askS3(caller, region, arn.split("/").at(-1) ?? "", s3);
    const found = look();
    if (!found) throw notFound(`Backup access point ${arn} does not exist`);
    return found;
  }

  async #askS3(
    { accountId, ...caller }: Caller,
    region: string,
    name: string,
    actions: readonly string[],
  ): Promise<void> {
    const target: Target = { arn: s3AccessPointArn({ region, accountId, name }), accountId, policy: null };
    for (const action of actions) {
      await enter(this.#world, { ...caller, accountId }, region, `s3:${action}`, target, viaBackup);
    }
  }

  #recoveryPointTarget({ accountId }: Caller, arn: string): Target {
    const { recoveryPoints, vaults } = this.#world;
    const point = recoveryPoints.get(arn);
    const vault = vaults.get(point?.vaultArn ?? "");
    if (!point || !vault || point.accountId !== accountId) return { arn, accountId, policy: null };
    return recoveryPointTarget(point, vault);
  }

  /** Those of another account are reached through air-gapped vaults alone, which the model has none of. */
  #recoveryPoint({ accountId }: Caller, region: string, arn: string): RecoveryPoint {
    const point = this.#world.recoveryPoints.get(arn);
    if (point?.accountId === accountId && point.region === region) return point;
    throw notFound(`Recovery point ${arn} does not exist`);
  }
}

/** A continuous recovery point is shown as of a moment that it holds, another as it is. */
function momentOf({ isContinuous, contentFrom, contentAt }: RecoveryPoint, inTime: string | undefined): string | null {
  if (!isContinuous) {
    if (inTime !== undefined) throw invalid("AccessPointInTime is for continuous recovery points");
    return null;
  }
  const moment = Date.parse(inTime ?? "");
  if (moment >= contentFrom && moment <= contentAt) return inTime ?? null;
  throw invalid(`AccessPointInTime must be within the retention of the recovery point, got ${inTime}`);
}

function parsed(text: string): Document {
  try {
    const document = JSON.parse(text) as Partial<Document>;
    if (Array.isArray(document.Statement)) return document as Document;
  } catch {
    // refused below
  }
  throw invalid("The access point policy is malformed");
}

const shown = (point: AccessPoint): BackupAccessPoint => ({
  AccessPointArn: point.arn,
  AccessPointMetadata: {
    ...(point.inTime === null ? {} : { AccessPointInTime: point.inTime }),
    S3AccessPointAlias: `${point.name}-ext-s3alias`,
    S3AccessPointArn: s3AccessPointArn(point),
  },
  BackupVaultName: point.vaultName,
  CreationTime: new Date(point.createdAt),
  Name: point.name,
  RecoveryPointArn: point.recoveryPointArn,
  ResourceArn: point.resourceArn,
  ResourceType: "S3",
  Status: "AVAILABLE",
});
