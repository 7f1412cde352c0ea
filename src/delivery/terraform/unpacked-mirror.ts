import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SynthesizedStack } from "../stack/synthesized-stacks.ts";
import type { StackJson } from "./offline-copy.ts";
import { type Environment, offlineEnvironment } from "./offline-environment.ts";
import { mirrorConfig, type ProviderMirror } from "./provider-mirror.ts";
import { runTerraform, saidBy } from "./terraform.ts";

interface UnpackOptions {
  /** A stack that needs the provider; its version constraint is the one that counts. */
  readonly stack: SynthesizedStack;
  /** Where to put what is downloaded or unpacked. */
  readonly folder: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/**
 * A folder that all stacks can use the provider from where it lies. Without an unpacked mirror one is made, so that the
 * provider is downloaded and unpacked once, not once a stack.
 *
 * @param mirror what this machine has; without it, the provider comes from the registry, by the caller's own CLI
 *   configuration, which may name a network mirror or tokens
 * @throws when the provider can't be had
 */
export async function unpackedMirror(
  mirror: ProviderMirror | undefined,
  { stack, folder, env, signal }: UnpackOptions,
): Promise<string> {
  if (mirror?.unpacked) return mirror.folder;

  const { terraform } = JSON.parse(await readFile(stack.file, "utf8")) as StackJson;
  const seed = join(folder, "seed");
  const config = join(folder, "seed.tfrc");
  await mkdir(seed);
  await writeFile(
    join(seed, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: terraform.required_providers } }),
  );
  if (mirror) await writeFile(config, mirrorConfig(mirror.folder));

  const init = await runTerraform(["init", "-input=false", "-no-color"], {
    folder: seed,
    env: mirror ? offlineEnvironment(env, config) : registryEnvironment(env),
    signal,
  });
  if (init.end === 0) return join(seed, ".terraform/providers");

  const source = mirror ? mirror.folder : "the registry";
  const said = saidBy({ ...init, stdout: "" });
  throw new Error(
    `got no AWS provider from ${source}; use TF_PLUGIN_MIRROR, a folder that \`terraform providers mirror\` wrote\n\n${said}`,
  );
}

function registryEnvironment(env: Environment): Environment {
  const { TF_CLI_CONFIG_FILE: config, TF_PLUGIN_CACHE_DIR: cache } = env;
  return {
    // Terraform only warns of a file that is not there, and then doesn't read the one in the home folder either
    ...offlineEnvironment(env, config && existsSync(config) ? config : undefined),
    // safe here, where nothing runs beside it, and it saves the download
    ...(cache && { TF_PLUGIN_CACHE_DIR: cache }),
  };
}
