import type { Environment } from "./offline-environment.ts";
import { startTerraform, type TerraformRun } from "./terraform.ts";

/**
 * Runs a `terraform` that must not be killed: on an interruption it is asked once to stop, and then finishes what is
 * under way, saves its state and frees the lock, however long that takes. A second request would make it leave its state.
 *
 * @throws when `terraform` can't be started
 */
export async function runInterruptible(
  args: readonly string[],
  { folder, env, signal }: { readonly folder: string; readonly env: Environment; readonly signal: AbortSignal },
): Promise<TerraformRun> {
  const { child, ended } = startTerraform(args, { folder, env });
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  if (signal.aborted) interrupt();
  try {
    return await ended;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
