/**
 * What AWS Backup takes as a lifecycle, in days.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export const leastRetentionDays = 1;
export const mostRetentionDays = 36_500;
export const leastColdDays = 90;
export const mostContinuousDays = 35;

export interface LifecycleDays {
  /** `null`: the recovery point never expires. */
  readonly deleteAfterDays: number | null;
  /** `null`: it never moves to cold storage. */
  readonly coldAfterDays: number | null;
}

/** A lifecycle as Lockstep writes it: it always ends. */
export interface Lifecycle extends LifecycleDays {
  readonly deleteAfterDays: number;
  /** Moves EBS snapshots to the archive tier too; without it EBS ignores `coldAfterDays`. */
  readonly archiveEbs: boolean;
}

/** Days that a recovery point is kept, to compare: for ever is more than any number. */
export const keptDays = ({ deleteAfterDays }: Pick<LifecycleDays, "deleteAfterDays">) =>
  deleteAfterDays ?? Number.POSITIVE_INFINITY;

/** Days that it stays warm, to compare: one that never turns cold stays so for longer than any number. */
export const warmDays = ({ coldAfterDays }: Pick<LifecycleDays, "coldAfterDays">) =>
  coldAfterDays ?? Number.POSITIVE_INFINITY;

/** What AWS refuses in a lifecycle. */
export type LifecycleFault =
  | { readonly kind: "retention-range"; readonly deleteAfterDays: number }
  | { readonly kind: "cold-too-short"; readonly deleteAfterDays: number; readonly coldAfterDays: number }
  | { readonly kind: "continuous-too-long"; readonly deleteAfterDays: number | null }
  | { readonly kind: "continuous-cold"; readonly coldAfterDays: number };

/** `isContinuous`: the lifecycle of a continuous backup itself; copies of one are snapshots. */
export function lifecycleFaults(
  { deleteAfterDays, coldAfterDays }: LifecycleDays,
  isContinuous: boolean,
): readonly LifecycleFault[] {
  const faults: LifecycleFault[] = [];
  if (deleteAfterDays !== null && (deleteAfterDays < leastRetentionDays || deleteAfterDays > mostRetentionDays)) {
    faults.push({ kind: "retention-range", deleteAfterDays });
  }
  if (coldAfterDays !== null && deleteAfterDays !== null && deleteAfterDays < coldAfterDays + leastColdDays) {
    faults.push({ kind: "cold-too-short", deleteAfterDays, coldAfterDays });
  }
  if (isContinuous && (deleteAfterDays === null || deleteAfterDays > mostContinuousDays)) {
    faults.push({ kind: "continuous-too-long", deleteAfterDays });
  }
  if (isContinuous && coldAfterDays !== null) faults.push({ kind: "continuous-cold", coldAfterDays });
  return faults;
}
