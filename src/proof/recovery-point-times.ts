import { minutesPerDay } from "../aws/start-times.ts";
import type { Lifecycle, Rule } from "../model.ts";

/** Where recovery points lie: the account's own vault, the central account's home Region, its further Regions. */
export type Target = "local" | "home" | "further";

/** What becomes of a recovery point at a target. `null`: the rule makes none there. */
export interface RecoveryPointTimes {
  /** From the scheduled start to the latest moment when the backup really starts. */
  readonly startMinutes: number;
  /** From the scheduled start to the latest moment when it can be used. */
  readonly latencyMinutes: number;
  /**
   * From the scheduled start to the expiry at the earliest. AWS counts from the creation, and a copy has the creation of
   * the backup it was made from; it deletes within 8 hours after the expiry, on which nothing may rest.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
   */
  readonly retentionMinutes: number;
}

export function recoveryPointTimes(rule: Rule, target: Target): RecoveryPointTimes | null {
  const { startWithinMinutes, completeWithinMinutes, copyWithinMinutes, copies } = rule;
  const complete = startWithinMinutes + completeWithinMinutes;
  const times = (latencyMinutes: number, { deleteAfterDays }: Lifecycle) => ({
    startMinutes: startWithinMinutes,
    latencyMinutes,
    retentionMinutes: deleteAfterDays * minutesPerDay,
  });
  if (target === "local") return times(complete, rule.local);
  return copies.kind === "localOnly" ? null : times(complete + copyWithinMinutes, copies[target]);
}
