import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { SynthesizedStack } from "../stack/synthesized-stacks.ts";
import { offlineCopy, type StackJson } from "./offline-copy.ts";
import type { Environment } from "./offline-environment.ts";
import { type ChangeCounts, readPlanOutput } from "./plan-output.ts";
import { runTerraform, saidBy } from "./terraform.ts";

/** What became of one stack: what it would create from nothing, or all that Terraform said about why it can't. */
export type StackPlan =
  | ({ readonly stack: string; readonly outcome: "planned" } & ChangeCounts)
  | {
      readonly stack: string;
      readonly outcome: "failed";
      readonly step: "init" | "validate" | "plan";
      readonly output: string;
    };

/**
 * Initializes, validates and plans one stack from nothing, in a copy of its folder within `scratch`. `init` and
 * `validate` see what will be applied, byte for byte; only `plan` needs the copy that is switched off from AWS.
 */
export async function planStack(
  { name, file }: SynthesizedStack,
  { scratch, env, signal }: { readonly scratch: string; readonly env: Environment; readonly signal: AbortSignal },
): Promise<StackPlan> {
  const folder = join(scratch, name);
  const terraform = (args: readonly string[]) => runTerraform([...args, "-no-color"], { folder, env, signal });
  const failed = (step: "init" | "validate" | "plan", output: string) =>
    ({ stack: name, outcome: "failed", step, output }) as const;

  try {
    await cp(dirname(file), folder, { recursive: true, filter: (path) => !leftByTerraform(basename(path)) });

    const init = await terraform(["init", "-backend=false", "-input=false"]);
    if (init.end !== 0) return failed("init", saidBy({ ...init, stdout: "" }));

    const validate = await terraform(["validate"]);
    if (validate.end !== 0) return failed("validate", saidBy(validate));

    const stack = JSON.parse(await readFile(file, "utf8")) as StackJson;
    await writeFile(join(folder, basename(file)), JSON.stringify(offlineCopy(stack), null, 2));

    const plan = await terraform(["plan", "-input=false", "-json"]);
    const { counts, errors } = readPlanOutput(plan.stdout);
    if (plan.end !== 0 || !counts) return failed("plan", saidBy({ ...plan, stdout: errors }));

    return { stack: name, outcome: "planned", add: counts.add, change: counts.change, remove: counts.remove };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// from nothing: neither state nor providers nor a lock file of someone who ran Terraform in the folder
const leftByTerraform = (name: string) => name.startsWith(".terraform") || name.includes(".tfstate");
