import type { Lifecycle as ApiLifecycle, CalculatedLifecycle } from "@aws-sdk/client-backup";
import { dayMs } from "../clock.ts";
import type { ResourceFeatures } from "./resource-features.ts";

/** Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
export interface Lifecycle {
  /** `null`: kept for ever. */
  readonly deleteAfterDays: number | null;
  /** `null`: stays warm. */
  readonly coldAfterDays: number | null;
  /** Whether kinds that go cold only when asked to do so. */
  readonly archives: boolean;
}

export const keptForEver: Lifecycle = { deleteAfterDays: null, coldAfterDays: null, archives: false };

/** Where neither a plan nor a caller says otherwise, a recovery point is kept for ever. `-1` says so in words. */
export function lifecycleFrom(input: ApiLifecycle | undefined): Lifecycle {
  const days = (value: number | undefined) => (value === undefined || value === -1 ? null : value);
  return {
    deleteAfterDays: days(input?.DeleteAfterDays),
    coldAfterDays: days(input?.MoveToColdStorageAfterDays),
    archives: input?.OptInToArchiveForSupportedResources ?? false,
  };
}

/**
 * What AWS refuses when a plan or a job is made.
 *
 * @returns `null`: nothing
 */
export function lifecycleFault({ deleteAfterDays, coldAfterDays }: Lifecycle, isContinuous: boolean): string | null {
  if (deleteAfterDays !== null && (deleteAfterDays < 1 || deleteAfterDays > 36_500)) {
    return "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days";
  }
  if (coldAfterDays !== null && coldAfterDays < 1) {
    return "Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1";
  }
  if (coldAfterDays !== null && deleteAfterDays !== null && deleteAfterDays < coldAfterDays + 90) {
    return "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays";
  }
  // cold storage, which continuous backups have none of, does not fit into that either
  if (isContinuous && (deleteAfterDays === null || deleteAfterDays > 35)) {
    return "Invalid lifecycle. EnableContinuousBackup must have DeleteAfterDays between 1 and 35 days";
  }
  return null;
}

/** @returns milliseconds since 1970; `null`: never */
export const expiryOf = (createdAt: number, { deleteAfterDays }: Lifecycle): number | null =>
  deleteAfterDays === null ? null : createdAt + deleteAfterDays * dayMs;

/** AWS ignores the move for kinds that have no cold storage. */
export function coldAt(
  createdAt: number,
  { coldAfterDays, archives }: Lifecycle,
  { cold }: ResourceFeatures,
): number | null {
  if (coldAfterDays === null || cold === "no" || (cold === "archive" && !archives)) return null;
  return createdAt + coldAfterDays * dayMs;
}

export function lifecycleOutput({ deleteAfterDays, coldAfterDays, archives }: Lifecycle): ApiLifecycle {
  return {
    ...(deleteAfterDays === null ? {} : { DeleteAfterDays: deleteAfterDays }),
    ...(coldAfterDays === null ? {} : { MoveToColdStorageAfterDays: coldAfterDays }),
    ...(archives ? { OptInToArchiveForSupportedResources: true } : {}),
  };
}

export function calculatedOutput(movesAt: number | null, expiresAt: number | null): CalculatedLifecycle {
  return {
    ...(movesAt === null ? {} : { MoveToColdStorageAt: new Date(movesAt) }),
    ...(expiresAt === null ? {} : { DeleteAt: new Date(expiresAt) }),
  };
}
