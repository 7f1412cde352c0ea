import { readdir } from "node:fs/promises";
import { arch, homedir, platform } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { Environment } from "./offline-environment.ts";

/** A folder that Terraform can install the AWS provider from, without the registry. */
export interface ProviderMirror {
  readonly folder: string;
  /** Whether a stack can use the provider where it lies; else each stack unpacks its own 700 MB. */
  readonly unpacked: boolean;
}

const provider = "registry.terraform.io/hashicorp/aws";

/**
 * Looks for the AWS provider on this machine: in `TF_PLUGIN_MIRROR`, else where Terraform itself looks, else in `/opt/*`.
 * There may be none: then it has to come from the registry.
 *
 * @param root the root of the file system
 * @throws when `TF_PLUGIN_MIRROR` is set and does not hold the provider for this platform
 */
export async function findProviderMirror(
  env: Environment = process.env,
  root = "/",
): Promise<ProviderMirror | undefined> {
  const { TF_PLUGIN_MIRROR: named } = env;
  if (named) {
    const mirror = await mirrorIn(resolve(named));
    if (mirror) return mirror;
    throw new Error(
      `TF_PLUGIN_MIRROR: got ${named}, which has no ${provider} for ${target()}; use a folder that \`terraform providers mirror\` wrote`,
    );
  }

  for (const folder of [...terraformsOwn(env, root), ...(await subfolders(join(root, "opt")))]) {
    const mirror = await mirrorIn(folder);
    if (mirror) return mirror;
  }
  return undefined;
}

/** Terraform's CLI configuration for a run that installs the AWS provider from `folder` and nowhere else. */
export function mirrorConfig(folder: string): string {
  return `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(folder)}
  }
  direct {
    exclude = [${JSON.stringify(provider)}]
  }
}
`;
}

// https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
function terraformsOwn(env: Environment, root: string): readonly string[] {
  const home = env.HOME || homedir();
  const shared = env.XDG_DATA_DIRS?.split(delimiter) ?? [join(root, "usr/local/share"), join(root, "usr/share")];
  return [
    join(home, ".terraform.d/plugins"),
    ...[env.XDG_DATA_HOME || join(home, ".local/share"), ...shared].map((data) => join(data, "terraform/plugins")),
    ...[home, root].map((base) => join(base, "Library/Application Support/io.hashicorp.terraform/plugins")),
  ];
}

async function mirrorIn(folder: string): Promise<ProviderMirror | undefined> {
  const versions = await entries(join(folder, provider));
  if (versions.some((entry) => entry.endsWith(`_${target()}.zip`))) return { folder, unpacked: false };

  const targets = await Promise.all(versions.map((version) => entries(join(folder, provider, version))));
  return targets.flat().includes(target()) ? { folder, unpacked: true } : undefined;
}

async function subfolders(folder: string): Promise<readonly string[]> {
  return (await entries(folder)).map((entry) => join(folder, entry));
}

// what is not there, is no folder or may not be read holds nothing
async function entries(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** Go's name of this platform, such as `linux_amd64`. */
function target(): string {
  const system = platform() === "win32" ? "windows" : platform();
  const processor = arch() === "x64" ? "amd64" : arch() === "ia32" ? "386" : arch();
  return `${system}_${processor}`;
}
