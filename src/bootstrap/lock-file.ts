import { copyFile, cp, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { runTerraform, saidBy } from "../delivery/terraform/terraform.ts";

const platforms = ["linux_amd64", "linux_arm64", "darwin_arm64", "darwin_amd64"];

/**
 * Writes the provider versions and their checksums for every platform that people and pipelines run on. Terraform asks
 * the registry for them.
 *
 * @returns `null`, or why there is none now
 */
export function writeLockFile(stackFile: string, lockFile: string, env: Environment): Promise<string | null> {
  return inTemporaryFolder(async (folder, signal) => {
    await cp(stackFile, join(folder, "cdk.tf.json"));
    const args = ["providers", "lock", ...platforms.map((platform) => `-platform=${platform}`), "-no-color"];
    const run = await runTerraform(args, { folder, env, signal });
    if (run.end !== 0) return saidBy({ ...run, stdout: "" });

    // beside its place first: a half-written file would make every later init fail
    const part = `${lockFile}.part`;
    await copyFile(join(folder, ".terraform.lock.hcl"), part);
    await rename(part, lockFile);
    return null;
  });
}

/** What a person runs later, where the registry can be reached. */
export const lockCommand = (stackFile: string) =>
  `terraform -chdir=${dirname(stackFile)} providers lock ${platforms.map((platform) => `-platform=${platform}`).join(" ")} && cp ${dirname(stackFile)}/.terraform.lock.hcl .`;
