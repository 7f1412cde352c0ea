import type * as aws from "@aws-sdk/client-backup";
import type { BackupJob, CopyJob, RestoreJob } from "./jobs.ts";
import { lifecycleOutput } from "./lifecycle.ts";
import { resourceFeatures } from "./resource-features.ts";

export const backupJobOutput = (job: BackupJob): aws.BackupJob => ({
  ...common(job),
  BackupJobId: job.id,
  BackupVaultName: job.vaultName,
  BackupVaultArn: job.vaultArn,
  ...(job.recoveryPointArn === null ? {} : { RecoveryPointArn: job.recoveryPointArn }),
  RecoveryPointLifecycle: lifecycleOutput(job.lifecycle),
  ResourceArn: job.resourceArn,
  State: job.state,
  StartBy: new Date(job.startBy),
  ...(job.startedAt === null ? {} : { InitiationDate: new Date(job.startedAt) }),
  ...creator(job),
});

export const copyJobOutput = (job: CopyJob): aws.CopyJob => ({
  ...common(job),
  CopyJobId: job.id,
  SourceBackupVaultArn: job.sourceVaultArn,
  SourceRecoveryPointArn: job.sourceRecoveryPointArn,
  DestinationBackupVaultArn: job.destinationVaultArn,
  ...(job.destinationRecoveryPointArn === null ? {} : { DestinationRecoveryPointArn: job.destinationRecoveryPointArn }),
  DestinationRecoveryPointLifecycle: lifecycleOutput(job.lifecycle),
  ResourceArn: job.resourceArn,
  State: job.state,
  ...(job.backupJobId === null ? {} : { CreatedByBackupJobId: job.backupJobId }),
  ...creator(job),
});

export const restoreJobOutput = (job: RestoreJob): aws.RestoreJobsListMember => ({
  ...common(job),
  RestoreJobId: job.id,
  RecoveryPointArn: job.recoveryPointArn,
  BackupVaultArn: job.vaultArn,
  SourceResourceArn: job.resourceArn,
  Status: job.state,
  ...(job.createdResourceArn === null ? {} : { CreatedResourceArn: job.createdResourceArn }),
});

const common = (job: BackupJob | CopyJob | RestoreJob) => ({
  AccountId: job.accountId,
  IamRoleArn: job.roleArn,
  ResourceType: resourceFeatures[job.kind].optInType,
  CreationDate: new Date(job.createdAt),
  ...(job.completedAt === null ? {} : { CompletionDate: new Date(job.completedAt) }),
  ...(job.statusMessage === null ? {} : { StatusMessage: job.statusMessage }),
});

const creator = ({ planId, planName, ruleName }: BackupJob | CopyJob) =>
  planId === null || planName === null || ruleName === null
    ? {}
    : { CreatedBy: { BackupPlanId: planId, BackupPlanName: planName, BackupRuleName: ruleName } };
