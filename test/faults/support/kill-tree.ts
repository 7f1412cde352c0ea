import { execFileSync } from "node:child_process";
import { setTimeout } from "node:timers/promises";

/** A process and all that it has started, and they have started. */
export function treeOf(pid: number): readonly number[] {
  const pairs = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number]);
  const tree = [pid];
  for (const one of tree) tree.push(...pairs.filter(([, parent]) => parent === one).map(([child]) => child));
  return tree;
}

/** Ends processes without a word, as a machine that dies does. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  }
}

/** Waits until none of them is there any more. */
export async function allEnded(pids: readonly number[]): Promise<void> {
  while (pids.some(isThere)) await setTimeout(100);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
