import type { Target } from "../access.ts";
import type { ProtectedResource } from "../resources.ts";
import { coldAt, type Lifecycle } from "./lifecycle.ts";
import { basicDynamoDb, type ResourceFeatures, type ResourceKind, resourceFeatures } from "./resource-features.ts";
import { policyOf, type Vault } from "./vault.ts";

/** All times in milliseconds since 1970. */
export interface RecoveryPoint {
  readonly arn: string;
  readonly vaultArn: string;
  readonly vaultName: string;
  readonly accountId: string;
  readonly region: string;
  readonly resourceArn: string;
  readonly kind: ResourceKind;
  /** When its job was due, from which its retention counts. A copy has that of its source. */
  readonly createdAt: number;
  /** When its own job began to work. */
  readonly startedAt: number;
  readonly completedAt: number;
  readonly lifecycle: Lifecycle;
  /** `null`: never. AWS deletes it within eight hours from then on. */
  readonly expiresAt: number | null;
  readonly isContinuous: boolean;
  /** The moment whose data it holds; of a continuous one the latest at its last scheduled run. */
  readonly contentAt: number;
  /** The earliest moment whose data it holds. Of a continuous one: it can be restored to any moment from here. */
  readonly contentFrom: number;
  /** `null`: not encrypted, or with a key of AWS's own. */
  readonly keyArn: string | null;
  readonly isEncryptedByVaultKey: boolean;
  /** Whether DynamoDB's advanced features made it; true of every other kind. */
  readonly isAdvanced: boolean;
  readonly sourceRecoveryPointArn: string | null;
  readonly planName: string | null;
  readonly ruleName: string | null;
  /** The role that made it, with which AWS Backup also deletes it when it expires. */
  readonly roleArn: string;
  /** Whether what it holds was spoilt before it was made. */
  readonly isCorrupt: boolean;
  /** `EXPIRED`: it should be gone, but AWS Backup could not delete it; `STOPPED`: a continuous one that goes on no more. */
  readonly status: "COMPLETED" | "EXPIRED" | "STOPPED";
}

export const featuresOf = (kind: ResourceKind, isAdvanced: boolean): ResourceFeatures =>
  kind === "DynamoDB" && !isAdvanced ? basicDynamoDb : resourceFeatures[kind];

/** Whether the data of a moment is that of a resource spoilt before. */
export const isSpoilt = (resource: ProtectedResource | undefined, moment: number): boolean => {
  const at = resource?.corruptedAt ?? null;
  return at !== null && at <= moment;
};

/** When it moves to cold storage; `null`: never. */
export const coldFrom = (point: RecoveryPoint): number | null =>
  coldAt(point.createdAt, point.lifecycle, featuresOf(point.kind, point.isAdvanced));

export const isCold = (point: RecoveryPoint, now: number): boolean => {
  const at = coldFrom(point);
  return at !== null && now >= at;
};

/** AWS takes the access policy of its vault as a recovery point's own. */
export const recoveryPointTarget = (point: Pick<RecoveryPoint, "arn" | "accountId">, vault: Vault): Target => ({
  arn: point.arn,
  accountId: point.accountId,
  policy: policyOf(vault),
});
