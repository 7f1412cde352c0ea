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
