import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resolve } from "node:path";

const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does `work` in a new folder, which is gone afterwards, whatever happened. An interruption (Ctrl-C, a cancelled job)
 * first aborts the signal that `work` gets; once it has stopped and the folder is removed, the process ends as it would
 * have.
 */
export async function inTemporaryFolder<T>(work: (folder: string, signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let interruptedBy: NodeJS.Signals | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    interruptedBy = signal;
    stop.abort(new Error(`interrupted by ${signal}`));
  };
  for (const signal of interruptions) process.on(signal, interrupt);

  try {
    const folder = await mkdtemp(resolve(tmpdir(), "lockstep-"));
    try {
      return await work(folder, stop.signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    for (const signal of interruptions) process.off(signal, interrupt);
    if (interruptedBy) process.kill(process.pid, interruptedBy);
  }
}
