import { findProviderMirror } from "../../src/delivery/terraform/provider-mirror.ts";
import { findTerraform } from "../../src/delivery/terraform/terraform.ts";

/**
 * What has to be installed before tests can drive Terraform, also told on the console; `undefined` when nothing has to.
 * Tests that lack it are skipped: `describe.skipIf(await missingTerraformTools())`.
 *
 * @throws with `CI` set, where a skipped test would prove nothing
 */
export async function missingTerraformTools(): Promise<string | undefined> {
  const terraform = await findTerraform();
  const missing = "missing" in terraform ? terraform.missing : (await findProviderMirror()) ? undefined : noMirror;
  if (missing && process.env.CI) throw new Error(missing);
  // a skipped test can't speak for itself: the reporter does not show its name
  if (missing) console.warn(`tests that drive Terraform are skipped: ${missing}`);
  return missing;
}

const noMirror =
  "got no AWS provider on this machine; run `terraform providers mirror <folder>` and set TF_PLUGIN_MIRROR to the folder";
