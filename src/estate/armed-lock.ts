import type { Lock } from "../model.ts";
import { daysAfter } from "../words/days-after.ts";

/** Whether a lock is deployed as a compliance lock, which some day nobody can remove. */
export const isArmed = (lock: Lock | null): lock is Lock & { readonly armedOn: string } =>
  lock !== null && lock.mode === "compliance" && lock.armedOn !== null;

/** The earliest day, `YYYY-MM-DD`, on which nobody can remove the lock: AWS counts from its deployment. */
export const earliestLockDate = (lock: Lock & { readonly armedOn: string }) =>
  daysAfter(lock.armedOn, lock.coolingOffDays);

/** What an armed lock of a vault (`of`) means, to end a message with. */
export function whatArmingMeans(lock: Lock & { readonly armedOn: string }, of: string): string {
  const from = earliestLockDate(lock);
  const until = daysAfter(from, lock.maxDays);
  return `deployed on ${lock.armedOn} or later, from ${from} at the earliest nobody, AWS included, can remove the lock of ${of}, loosen it, shorten a retention or delete a recovery point; what is stored on that day can be there until ${until}`;
}

/** Whether config says that nobody can change the lock any more: its cooling-off, which AWS never says again, counts no more. */
export const isFinal = (lock: Lock | null): boolean => isArmed(lock) && lock.cooledOff !== null;
