import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "../stack/read-lock.ts";
import type { StackOfHead } from "../stack/stack-of-head.ts";
import { explainFailure, explainLock } from "../terraform/explain-failure.ts";
import { maskSecrets } from "../terraform/mask-secrets.ts";
import type { Environment } from "../terraform/offline-environment.ts";
import { pipelineEnvironment } from "../terraform/pipeline-environment.ts";
import { readPlan } from "../terraform/read-plan.ts";
import { runInterruptible } from "../terraform/run-interruptible.ts";
import { runTerraform, saidBy } from "../terraform/terraform.ts";
import { withRetries } from "../terraform/with-retries.ts";
import { forgetConfig } from "./forget-config.ts";
import { forgetProblems } from "./forget-problems.ts";
import type { StateResource } from "./state-resources.ts";

export interface ForgetOptions {
  /** An empty one, to work in. */
  readonly folder: string;
  /** Text of the lock file; `null`: there is none. */
  readonly lock: string | null;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** How long to wait for whoever holds the state, as Terraform writes it. */
  readonly lockTimeout: string;
}

/**
 * Has Terraform let go of everything in a stack's state, by a plan that is checked to do that and nothing else. No
 * account is entered.
 *
 * @returns what went wrong, one line each; none when the apply succeeded
 */
export async function forgetState(
  { stack, json, place }: StackOfHead,
  resources: readonly StateResource[],
  { folder, lock, env, signal, lockTimeout }: ForgetOptions,
): Promise<readonly string[]> {
  const addresses = resources.map(({ address }) => address);
  const aliases = resources.flatMap(({ alias }) => alias ?? []);
  await writeFile(join(folder, "cdk.tf.json"), JSON.stringify(forgetConfig(json, addresses, aliases)));
  if (lock !== null) await writeFile(join(folder, lockFile), lock);

  const own = pipelineEnvironment(env);
  const terraform = (args: readonly string[]) => runTerraform(args, { folder, env: own, signal });
  const failed = (step: string, text: string) => {
    const said = maskSecrets(text, env);
    return [`${stack}: terraform ${step} failed; nothing was let go of`, explainLock(said) ?? said];
  };

  const initArgs = ["init", "-input=false", "-no-color", ...(lock === null ? [] : ["-lockfile=readonly"])];
  const init = await withRetries(() => terraform(initArgs), { good: [0], signal });
  if (init.end !== 0) return failed("init", saidBy({ ...init, stdout: "" }));

  // nothing is locked until the apply: a plan that is stale by then is refused there
  const planned = await terraform(["plan", "-input=false", "-no-color", "-refresh=false", "-lock=false", "-out=plan"]);
  if (planned.end !== 0) return failed("plan", saidBy({ ...planned, stdout: "" }));
  const shown = await terraform(["show", "-json", "-no-color", "plan"]);
  if (shown.end !== 0) return failed("show", saidBy({ ...shown, stdout: "" }));

  const problems = forgetProblems(
    readPlan(shown.stdout, stack),
    resources.flatMap(({ instances }) => instances),
  );
  if (problems.length > 0) {
    return [`${stack}: got a plan that does more, or less, than let go; nothing was let go of`, ...problems];
  }

  const args = ["apply", "-input=false", "-no-color", `-lock-timeout=${lockTimeout}`, "plan"];
  const applied = await runInterruptible(args, { folder, env: own, signal });
  if (applied.end === 0) return [];
  const ended = { said: maskSecrets(saidBy({ ...applied, stdout: "" }), env), progress: applied.stdout };
  const told = explainFailure(ended, { stack, ...place });
  return [
    `${stack}: ${told.replaceAll("dispatch deploy", "run retire again").replaceAll("Dispatch deploy", "Run retire again")}`,
  ];
}
