import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { lightTerraform } from "../../support/light-terraform.ts";

/** Settings, in a file of `folder`, with which Terraform takes the provider of this machine and is quick. */
export async function lightProvider(folder: string): Promise<Readonly<Record<string, string>>> {
  const mirror = await findProviderMirror();
  if (!mirror) throw new Error("got no AWS provider on this machine");
  const settings = join(folder, "mirror.tfrc");
  writeFileSync(settings, mirrorConfig(mirror.folder));
  return { TF_CLI_CONFIG_FILE: settings, ...lightTerraform };
}
