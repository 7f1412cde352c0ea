import type { VaultLock } from "../src/constructs/vault.ts";
import { isFinal } from "../src/estate/armed-lock.ts";
import type { Lock } from "../src/model.ts";

/** The lock to deploy. A compliance lock nobody can undo, so that the mode alone does not make one: it is armed as well. */
export function vaultLock(lock: Lock): VaultLock {
  const armed = lock.mode === "compliance" && lock.armedOn !== null;
  return {
    minDays: lock.minDays,
    maxDays: lock.maxDays,
    changeableForDays: armed ? lock.coolingOffDays : null,
    isFinal: isFinal(lock),
  };
}
