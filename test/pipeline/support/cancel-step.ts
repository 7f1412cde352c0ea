import { setTimeout as sleep } from "node:timers/promises";

/**
 * As GitHub's runner when a run is cancelled: it tells the step's shell, and it alone, tells it again after 7.5 seconds,
 * and kills what is left of its group 2.5 seconds later. Source: github.com/actions/runner, ProcessInvoker
 */
export async function cancelStep(step: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 7500],
    ["SIGTERM", 2500],
  ] as const) {
    if (isAlive(step)) process.kill(step, signal);
    for (const end = Date.now() + patienceMs; Date.now() < end && isAlive(step); ) await sleep(100);
  }
  killGroup(step);
}

/** Ends a group of processes, if anything of it is left. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // nothing of it is left
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
