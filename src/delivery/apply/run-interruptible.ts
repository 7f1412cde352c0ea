import { spawn } from "node:child_process";
import type { Environment } from "../offline-environment.ts";
import type { TerraformRun } from "../terraform.ts";

/**
 * Runs a `terraform` that must not be killed: on an interruption it is asked once to stop, and then finishes what is
 * under way, saves its state and frees the lock, however long that takes.
 *
 * @throws when `terraform` can't be started
 */
export function runInterruptible(
  args: readonly string[],
  { folder, env, signal }: { readonly folder: string; readonly env: Environment; readonly signal: AbortSignal },
): Promise<TerraformRun> {
  return new Promise((resolve, reject) => {
    const child = spawn("terraform", [`-chdir=${folder}`, ...args], {
      env: { ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Ctrl-C in a terminal goes to the whole group: a second one would make Terraform leave its state behind
      detached: true,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));

    const interrupt = () => child.kill("SIGINT");
    signal.addEventListener("abort", interrupt);
    if (signal.aborted) interrupt();
    child.on("error", reject);
    child.on("close", (code, endedBy) => {
      signal.removeEventListener("abort", interrupt);
      const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8");
      resolve({ end: code ?? endedBy ?? 1, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}
