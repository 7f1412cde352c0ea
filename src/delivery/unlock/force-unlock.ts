import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { objectAt } from "../stack/json-object.ts";
import type { StackOfHead } from "../stack/stack-of-head.ts";
import type { Environment } from "../terraform/offline-environment.ts";
import { pipelineEnvironment } from "../terraform/pipeline-environment.ts";
import { runTerraform, saidBy } from "../terraform/terraform.ts";
import { withRetries } from "../terraform/with-retries.ts";

/**
 * Has Terraform remove a lock; it does so only if the lock still has this id.
 *
 * @param folder an empty one
 * @returns what Terraform said when it failed; `null`: the lock is gone
 */
export async function forceUnlock(
  { json }: StackOfHead,
  lockId: string,
  { folder, env, signal }: { readonly folder: string; readonly env: Environment; readonly signal: AbortSignal },
): Promise<string | null> {
  const { backend } = objectAt(json, "terraform");
  // the backend alone: a lock is removed without any provider
  await writeFile(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  const terraform = (args: readonly string[]) => runTerraform(args, { folder, env: pipelineEnvironment(env), signal });

  const init = await withRetries(() => terraform(["init", "-input=false", "-no-color"]), { good: [0], signal });
  if (init.end !== 0) return saidBy({ ...init, stdout: "" });
  const unlock = await terraform(["force-unlock", "-force", "-no-color", "--", lockId]);
  return unlock.end === 0 ? null : saidBy(unlock);
}
