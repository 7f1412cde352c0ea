import type { Access, Caller, Context, Target } from "../access.ts";
import type { ProtectedResource } from "../resources.ts";
import { keyTarget } from "./key-target.ts";
import { featuresOf, type RecoveryPoint, recoveryPointTarget } from "./recovery-point.ts";
import type { ResourceFeatures } from "./resource-features.ts";
import { serviceLinkedRoleArn, trustsBackup } from "./service-linked-role.ts";
import { type Vault, vaultTarget } from "./vault.ts";
import type { World } from "./world.ts";

type Request = readonly [action: string, target: Target, context?: Context];

/**
 * What jobs ask for while they run, in the name of their role or of AWS Backup itself. Each answer is the reason for a
 * refusal, or `null`.
 */
export class RunTimePermissions {
  readonly #world: World;
  readonly #answers = new Map<string, Promise<string | null>>();
  readonly #examples = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Answers hold while nobody but the simulation itself changes anything; to be called whenever that may have been. */
  forget(): void {
    this.#answers.clear();
  }

  /** Whether AWS Backup can act as the role of a job at all. */
  roleObstacle(roleArn: string, accountId: string): string | null {
    const role = this.#world.iam.role(roleArn);
    if (!role || role.accountId !== accountId) return `there is no role ${roleArn}`;
    return trustsBackup(role) ? null : `${roleArn} does not trust backup.amazonaws.com`;
  }

  /** Whether AWS Backup finds what a selection selects, which it looks for by tags in the name of its role. */
  selectionObstacle(roleArn: string, accountId: string): Promise<string | null> {
    const noRole = this.roleObstacle(roleArn, accountId);
    if (noRole !== null) return Promise.resolve(noRole);
    return this.#once(`selection ${roleArn}`, () =>
      this.#refusal(this.#world.access, this.#role(roleArn, accountId), [
        ["tag:GetResources", { arn: "*", accountId, policy: null }],
      ]),
    );
  }

  /**
   * A backup needs its vault and, of a resource with a key of its own, that key.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html, and AWSBackupServiceRolePolicyForBackup
   */
  backupObstacle(roleArn: string, vault: Vault, { arn, kind, keyArn }: ProtectedResource): Promise<string | null> {
    return this.#once(`backup ${roleArn} ${vault.arn} ${kind} ${keyArn}`, () => {
      const { accountId, region } = vault;
      const on = (action: string, on: string): Request => [action, { arn: on, accountId, policy: null }];
      return this.#refusal(this.#world.access, this.#role(roleArn, accountId), [
        ["backup:DescribeBackupVault", vaultTarget(vault)],
        ...(kind === "EBS" ? [on("ec2:CreateSnapshot", arn)] : []),
        ...(kind === "EC2" ? [on("ec2:CreateSnapshot", `arn:aws:ec2:${region}:${accountId}:volume/vol-0`)] : []),
        ...(kind === "S3" ? [on("s3:GetObjectVersion", `${arn}/object`)] : []),
        ...(keyArn === null ? [] : this.#keyUse(keyArn, {})),
      ]);
    });
  }

  /**
   * A copy needs leave to copy from the one vault and into the other, and AWS Backup in the destination both keys.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html, and
   * AWSBackupServiceLinkedRolePolicyForBackup for what its own role does with keys
   */
  copyObstacle(roleArn: string, point: RecoveryPoint, source: Vault, destination: Vault): Promise<string | null> {
    const features = featuresOf(point.kind, point.isAdvanced);
    const key = `copy ${roleArn} ${source.arn} ${destination.arn} ${features.keyIsUsedBy} ${features.isEncryptedByVault} ${point.keyArn}`;
    return this.#once(key, async () => {
      const role = this.#role(roleArn, source.accountId);
      const path = this.#world.organizations.pathOf(destination.accountId);
      const to: Context = {
        "backup:CopyTargets": [destination.arn],
        ...(path === null ? {} : { "backup:CopyTargetOrgPaths": [path] }),
      };
      const from = recoveryPointTarget({ arn: this.#exampleOf(point), accountId: point.accountId }, source);
      const byRole = await this.#refusal(this.#world.access, role, [
        ["backup:CopyFromBackupVault", from, to],
        ["backup:CopyIntoBackupVault", vaultTarget(destination)],
      ]);
      if (byRole !== null) return byRole;
      return this.#copyKeysObstacle(features, point, source, destination);
    });
  }

  async #copyKeysObstacle(features: ResourceFeatures, point: RecoveryPoint, source: Vault, destination: Vault) {
    const service = this.#role(serviceLinkedRoleArn(destination.accountId), destination.accountId);
    const via = (region: string): Context => ({ "kms:ViaService": `${features.keyIsUsedBy}.${region}.amazonaws.com` });
    if (features.keyIsUsedBy !== "backup") {
      return this.#refusal(this.#world.access, service, [
        ...(point.keyArn === null ? [] : this.#readWith(point.keyArn, via(source.region))),
        ...this.#keyUse(destination.keyArn, via(destination.region)),
      ]);
    }
    // what AWS Backup encrypts itself it also reads itself, by the policy of the key alone
    if (point.keyArn === null) return null;
    const own = this.#world.kms.key(point.keyArn);
    if (!own || own.isAwsManaged) return null;
    return this.#refusal(
      this.#world.serviceAccess,
      service,
      (
        [
          ["kms:DescribeKey", {}],
          ["kms:Decrypt", {}],
          ["kms:CreateGrant", { "kms:GrantIsForAWSResource": "true" }],
        ] as const
      ).map(([action, context]) => [action, keyTarget(own), { ...via(source.region), ...context }]),
    );
  }

  /**
   * A restore decrypts with the key of the recovery point.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
   */
  restoreObstacle(roleArn: string, point: RecoveryPoint): Promise<string | null> {
    return this.#once(`restore ${roleArn} ${point.accountId} ${point.keyArn}`, () =>
      this.#refusal(
        this.#world.access,
        this.#role(roleArn, point.accountId),
        point.keyArn === null ? [] : this.#keyUse(point.keyArn, {}),
      ),
    );
  }

  /** AWS's own keys need nobody's leave within their account. */
  #keyUse(keyArn: string, via: Context): readonly Request[] {
    const key = this.#world.kms.key(keyArn);
    if (!key || key.isAwsManaged) return [];
    const target = keyTarget(key);
    return [
      ["kms:DescribeKey", target],
      ["kms:CreateGrant", target, { ...via, "kms:GrantIsForAWSResource": "true" }],
    ];
  }

  #readWith(keyArn: string, via: Context): readonly Request[] {
    const key = this.#world.kms.key(keyArn);
    if (!key || key.isAwsManaged) return [];
    const [describe, grant] = this.#keyUse(keyArn, via) as readonly [Request, Request];
    return [describe, ["kms:ReEncryptFrom", keyTarget(key), via], grant];
  }

  #role(arn: string, accountId: string): Caller {
    return { arn, accountId };
  }

  async #refusal(access: Access, caller: Caller, requests: readonly Request[]): Promise<string | null> {
    for (const [action, target, context] of requests) {
      const { allowed, because } = await access.verdict(caller, action, target, context);
      if (!allowed) return `${caller.arn} may not ${action} on ${target.arn}: ${because}`;
    }
    return null;
  }

  #once(key: string, ask: () => Promise<string | null>): Promise<string | null> {
    const known = this.#answers.get(key) ?? ask();
    this.#answers.set(key, known);
    return known;
  }

  /** Policies speak of recovery points by their vault or by all at once: one of a vault stands for the others. */
  #exampleOf({ arn, vaultArn }: RecoveryPoint): string {
    const known = this.#examples.get(vaultArn) ?? arn;
    this.#examples.set(vaultArn, known);
    return known;
  }
}
