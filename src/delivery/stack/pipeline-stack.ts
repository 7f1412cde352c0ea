import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Scope } from "../../names.ts";
import type { JsonObject } from "./json-object.ts";
import { lockFile } from "./read-lock.ts";
import { type StackPlace, stackPlace } from "./stack-place.ts";
import { parseObject } from "./stack-tree.ts";

/** A stack as a job of the pipeline finds it. */
export interface PipelineStack {
  readonly stack: string;
  readonly json: JsonObject;
  readonly place: StackPlace;
  /** Its folder, which nothing is written to. */
  readonly folder: string;
}

/**
 * @param synth the folder with `head/` and, when the repository has one, the lock file
 * @throws when the stack is not synthesized, or is of another scope than the shard it is in: it would be applied by
 *   another role, past another environment's reviewers
 */
export async function readPipelineStack(synth: string, stack: string, scope: Scope): Promise<PipelineStack> {
  const folder = join(synth, "head", "stacks", stack);
  const file = join(folder, "cdk.tf.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`${file}: got no such stack; use the folder that the shards were made from`, { cause });
  });
  const json = parseObject(text, file);
  const place = stackPlace(stack, json);
  if (place.scope !== scope) {
    throw new Error(
      `${stack}: got state of scope ${place.scope} in a shard of ${scope}; synthesize and shard it again`,
    );
  }
  return { stack, json, place, folder };
}

/**
 * A copy of a stack's folder for Terraform to work in.
 *
 * @returns the arguments that `terraform init` must have there
 */
export async function workingCopy(synth: string, { folder }: PipelineStack, to: string): Promise<readonly string[]> {
  await mkdir(to, { recursive: true });
  // neither state nor providers nor a lock file of someone who ran Terraform in the folder
  const isLeft = (name: string) => name.startsWith(".terraform") || name.includes(".tfstate");
  await cp(folder, to, { recursive: true, filter: (path) => path === folder || !isLeft(basename(path)) });
  const lock = join(synth, lockFile);
  if (!existsSync(lock)) return ["init", "-input=false", "-no-color"];
  await copyFile(lock, join(to, lockFile));
  return ["init", "-input=false", "-no-color", "-lockfile=readonly"];
}
