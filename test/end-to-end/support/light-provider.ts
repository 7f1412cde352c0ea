import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";

/**
 * Settings with which Terraform takes the provider of this machine and does not read all of its 700 MB at each command: it
 * is started by a script. The more memory both may have, the less time they take.
 */
export async function lightProvider(folder: string): Promise<Readonly<Record<string, string>>> {
  const mirror = await findProviderMirror();
  if (!mirror) throw new Error("got no AWS provider on this machine");
  const settings = join(folder, "mirror.tfrc");
  const scripts = join(folder, "plugins");
  if (mirror.unpacked) {
    const files = readdirSync(mirror.folder, { recursive: true, encoding: "utf8" });
    const programs = files.filter((file) => /\/terraform-provider-aws_[^/]+$/.test(file));
    for (const file of programs) {
      mkdirSync(dirname(join(scripts, file)), { recursive: true });
      writeFileSync(join(scripts, file), `#!/bin/sh\nexec '${join(mirror.folder, file)}' "$@"\n`);
      chmodSync(join(scripts, file), 0o755);
    }
  }
  writeFileSync(settings, mirrorConfig(mirror.unpacked ? scripts : mirror.folder));
  return { TF_CLI_CONFIG_FILE: settings, GOGC: "off", GOMEMLIMIT: "500MiB" };
}
