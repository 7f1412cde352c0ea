import type { Scope } from "../../names.ts";
import { unlockCommand } from "../stack/unlock-command.ts";
import type { StateLock } from "./state-lock.ts";

/** What is asked about the lock of a stack's state. */
export interface UnlockRequest {
  readonly stack: string;
  readonly scope: Scope;
  /** `undefined`: only to be shown. */
  readonly lockId: string | undefined;
  /** Why a lock that may still be in use is removed; `undefined`: it is not. */
  readonly forceYoung: string | undefined;
  readonly nowMs: number;
}

export interface UnlockDecision {
  /** `unlock`: nothing speaks against it. */
  readonly outcome: "nothing" | "shown" | "refused" | "unlock";
  readonly lines: readonly string[];
}

/** Younger, whoever holds it may still be at work: a wave waits for a lock for 10 minutes, and a stack takes a few. */
const youngMinutes = 30;

/** Shows a lock and says whether it may be removed. Two applies of one state at a time can lose what one of them made. */
export function decideUnlock(lock: StateLock | null, request: UnlockRequest): UnlockDecision {
  const { stack, scope, lockId, forceYoung, nowMs } = request;
  if (!lock) return { outcome: "nothing", lines: [`${stack}: its state is not locked; nothing is to be done`] };

  const minutes = Math.floor((nowMs - Date.parse(lock.created)) / 60_000);
  const age = Number.isNaN(minutes) ? "of unknown age" : minutes < 0 ? "from the future" : `${minutes} minutes old`;
  const shown = [
    `${stack}: its state is locked`,
    `  id         ${lock.id}`,
    `  who        ${lock.who}`,
    `  operation  ${lock.operation}`,
    `  terraform  ${lock.terraformVersion}`,
    `  created    ${lock.created} (${age})`,
  ];
  const refused = (reason: string): UnlockDecision => ({ outcome: "refused", lines: [...shown, reason] });

  const command = unlockCommand(stack, scope, lock.id);
  if (lockId === undefined) {
    return {
      outcome: "shown",
      lines: [...shown, `nothing was removed; when no run is at work on it: ${command}`],
    };
  }
  if (lockId !== lock.id) {
    return refused(`got lock id ${lockId}, which does not hold it; when no run is at work on it, use ${command}`);
  }
  const isYoung = !(minutes >= youngMinutes);
  if (!isYoung) return { outcome: "unlock", lines: shown };
  if (forceYoung === undefined || forceYoung.trim() === "") {
    return refused(
      `got a lock ${age}, whose run may still be at work; wait until it is ${youngMinutes} minutes old, or look at that run and use ${command} ${scope === "bootstrap" ? "--force-young " : "-f force-young="}"<why it is dead>"`,
    );
  }
  return { outcome: "unlock", lines: [...shown, `removed though it is ${age}, because: ${forceYoung.trim()}`] };
}
