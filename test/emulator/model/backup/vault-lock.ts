import type { PutBackupVaultLockConfigurationInput } from "@aws-sdk/client-backup";
import { AwsError } from "../aws-error.ts";
import { dayMs } from "../clock.ts";

/** Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export interface VaultLock {
  readonly minRetentionDays: number | null;
  readonly maxRetentionDays: number | null;
  /** From then on nobody can change or remove it, in milliseconds since 1970; `null`: a governance lock. */
  readonly lockDate: number | null;
}

const leastGraceDays = 3;
const mostDays = 36_500;

/** @throws AwsError what the API refuses at once */
export function lockFrom(input: PutBackupVaultLockConfigurationInput, now: number): VaultLock {
  const { MinRetentionDays: min = null, MaxRetentionDays: max = null, ChangeableForDays: grace = null } = input;
  if (min !== null && min < 1) throw invalid("MinRetentionDays must be at least 1");
  if (max !== null && (max < 1 || max > mostDays)) throw invalid(`MaxRetentionDays must be between 1 and ${mostDays}`);
  if (min !== null && min > (max ?? mostDays)) {
    throw invalid("MinRetentionDays must be less than or equal to MaxRetentionDays");
  }
  if (grace !== null && (grace < leastGraceDays || grace > mostDays)) {
    throw invalid(`ChangeableForDays must be between ${leastGraceDays} and ${mostDays}`);
  }
  // there is no field for the mode: a grace time makes it a compliance lock
  return { minRetentionDays: min, maxRetentionDays: max, lockDate: grace === null ? null : now + grace * dayMs };
}

/** Whether its grace time is over. */
export const isForEver = (lock: VaultLock | null, now: number): boolean =>
  lock !== null && lock.lockDate !== null && now >= lock.lockDate;

/**
 * Why a job into the vault fails. AWS takes the plan and lets the job fail; what has no end is longer than any maximum.
 *
 * @returns `null`: the lock takes it
 */
export function refusedByLock(lock: VaultLock | null, deleteAfterDays: number | null): string | null {
  if (lock === null) return null;
  const { minRetentionDays: min, maxRetentionDays: max } = lock;
  const retention = deleteAfterDays ?? Number.POSITIVE_INFINITY;
  const tooShort = min !== null && retention < min;
  const tooLong = max !== null && retention > max;
  if (!tooShort && !tooLong) return null;
  const got = deleteAfterDays === null ? "no end" : `${deleteAfterDays} days`;
  return `Retention period is not within the retention range of the locked vault: got ${got}; ${
    tooShort ? `the minimum is ${min}` : `the maximum is ${max}`
  } days`;
}

const invalid = (message: string) => new AwsError("InvalidParameterValueException", message);
