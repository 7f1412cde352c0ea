import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { mapConcurrently } from "../../map-concurrently.ts";
import { chooseStacks, readSynthesizedStacks } from "../stack/synthesized-stacks.ts";
import { inTemporaryFolder } from "./in-temporary-folder.ts";
import { type Environment, offlineEnvironment } from "./offline-environment.ts";
import { planStack, type StackPlan } from "./plan-stack.ts";
import { findProviderMirror, mirrorConfig } from "./provider-mirror.ts";
import { findTerraform } from "./terraform.ts";
import { unpackedMirror } from "./unpacked-mirror.ts";

export interface OfflinePlanOptions {
  /** The folder that a synthesis wrote; nothing is written to it. */
  readonly outdir: string;
  /**
   * The stacks to plan.
   *
   * @default all of them
   */
  readonly stacks?: readonly string[] | undefined;
  /**
   * How many stacks to plan at a time.
   *
   * @default one a processor core, at most 4
   */
  readonly jobs?: number | undefined;
  /** Called as each stack is done, with the names of all that are planned, in the order of the manifest. */
  readonly onStack?: (plan: StackPlan, names: readonly string[]) => void;
  /** @default the variables of this process */
  readonly env?: Environment;
}

/**
 * Plans synthesized stacks from nothing, without AWS: what is wrong with them for Terraform or for the provider shows
 * before anyone has credentials. A stack that fails is a result and stops no other; results are in the order of the
 * manifest.
 *
 * @throws when there is no stack, no Terraform or no provider to plan with
 */
export async function planOffline(options: OfflinePlanOptions): Promise<readonly StackPlan[]> {
  const { outdir, jobs = Math.min(availableParallelism(), 4), onStack, env = process.env } = options;
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`got ${jobs} jobs; use a whole number from 1`);

  const all = await readSynthesizedStacks(outdir);
  const stacks = options.stacks ? chooseStacks(all, options.stacks) : all;
  const [first] = stacks;
  if (!first) return [];

  const terraform = await findTerraform(env);
  if ("missing" in terraform) throw new Error(terraform.missing);

  const names = stacks.map(({ name }) => name);
  const mirror = await findProviderMirror(env);
  return inTemporaryFolder(async (folder, signal) => {
    const config = join(folder, "stacks.tfrc");
    await writeFile(config, mirrorConfig(await unpackedMirror(mirror, { stack: first, folder, env, signal })));

    const scratch = join(folder, "stacks");
    return mapConcurrently(stacks, jobs, async (stack) => {
      const plan = await planStack(stack, { scratch, env: offlineEnvironment(env, config), signal });
      onStack?.(plan, names);
      return plan;
    });
  });
}
