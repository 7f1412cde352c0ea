import type { Lifecycle } from "./lifecycle.ts";
import type { ResourceKind } from "./resource-features.ts";

/** What all jobs have. All times in milliseconds since 1970. */
interface Job {
  readonly id: string;
  /** Where it runs; of a copy the source. */
  readonly accountId: string;
  readonly region: string;
  readonly resourceArn: string;
  readonly kind: ResourceKind;
  readonly roleArn: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  /** As AWS says it. */
  readonly statusMessage: string | null;
  /** What kept it from ending well, policy and statement included. */
  readonly refusedBecause: string | null;
}

/** What made a job: a rule of a plan, or a caller. */
interface Planned {
  readonly planId: string | null;
  readonly planName: string | null;
  readonly ruleName: string | null;
}

export interface BackupJob extends Job, Planned {
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly lifecycle: Lifecycle;
  readonly isContinuous: boolean;
  readonly copies: readonly { readonly vaultArn: string; readonly lifecycle: Lifecycle | null }[];
  readonly completionWindowMinutes: number;
  /** The end of its start window. */
  readonly startBy: number;
  readonly state: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "EXPIRED" | "ABORTED";
  readonly recoveryPointArn: string | null;
}

export interface CopyJob extends Job, Planned {
  readonly sourceVaultArn: string;
  readonly sourceRecoveryPointArn: string;
  readonly destinationVaultArn: string;
  readonly destinationRecoveryPointArn: string | null;
  readonly lifecycle: Lifecycle;
  readonly backupJobId: string | null;
  /** The moment whose data it copies. */
  readonly contentAt: number;
  readonly state: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED";
}

export interface RestoreJob extends Job {
  readonly vaultArn: string;
  readonly recoveryPointArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdResourceArn: string | null;
  /** The moment whose data it brings back. */
  readonly contentAt: number;
  readonly state: "RUNNING" | "COMPLETED" | "FAILED";
}
