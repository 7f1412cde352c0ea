import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PipelineStack, workingCopy } from "../stack/pipeline-stack.ts";
import type { Environment } from "../terraform/offline-environment.ts";
import { pipelineEnvironment } from "../terraform/pipeline-environment.ts";
import { runInterruptible } from "../terraform/run-interruptible.ts";
import { runTerraform, type TerraformRun } from "../terraform/terraform.ts";
import { withRetries } from "../terraform/with-retries.ts";

export interface TerraformApplyOptions {
  readonly synth: string;
  readonly scratch: string;
  readonly env: Environment;
  /** Asks what is under way to stop. */
  readonly signal: AbortSignal;
  /** How long to wait for whoever holds the state, as Terraform writes it. */
  readonly lockTimeout: string;
}

/** Terraform in a folder of its own, with one kept plan of one stack to apply. */
export interface TerraformApply {
  /** Makes its folder ready; changes nothing outside it. */
  init(plan: Buffer): Promise<TerraformRun>;
  /** Begun once and never again with the same plan. */
  apply(): Promise<TerraformRun>;
  /** The folder goes, whatever has happened. */
  remove(): Promise<void>;
}

const planFile = "plan.tfplan";

export function terraformApply(stack: PipelineStack, options: TerraformApplyOptions): TerraformApply {
  const { synth, scratch, signal, lockTimeout } = options;
  const env = pipelineEnvironment(options.env);
  const folder = join(scratch, stack.stack);
  return {
    init: async (plan) => {
      const args = await workingCopy(synth, stack, folder);
      // a plan may hold secrets
      await writeFile(join(folder, planFile), plan, { mode: 0o600 });
      return withRetries(() => runTerraform(args, { folder, env, signal }), { good: [0], signal });
    },
    apply: () => {
      const args = ["apply", "-input=false", "-no-color", `-lock-timeout=${lockTimeout}`, planFile];
      return runInterruptible(args, { folder, env, signal });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
