import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findProviderMirror } from "../../src/delivery/terraform/provider-mirror.ts";
import { isSoak } from "./soak.ts";

/**
 * Variables with which Terraform and its provider take less time: the more memory they may have, the less of their time
 * goes into clearing it up, and what stands between them has no certificate.
 */
export const lightTerraform: Readonly<Record<string, string>> = {
  GOGC: "off",
  GOMEMLIMIT: "800MiB",
  ...(!isSoak && { TF_DISABLE_PLUGIN_TLS: "1" }),
};

/**
 * Before all tests: leads Terraform to the provider of this machine by a script that starts it, for Terraform reads a
 * provider whole, all 700 MB, at each command. But for a soak, the script has schemas kept: see `provider-in-front.mjs`.
 * A packed mirror stays what it is.
 *
 * @returns what takes it away again
 */
export async function setup(): Promise<(() => void) | undefined> {
  Object.assign(process.env, lightTerraform);
  const mirror = await findProviderMirror();
  if (!mirror?.unpacked) return undefined;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "light-terraform-")));
  const [scripts, kept] = [join(folder, "mirror"), join(folder, "kept")];
  mkdirSync(kept);
  const files = readdirSync(mirror.folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((one) => /\/terraform-provider-aws_[^/]+$/.test(one))) {
    const provider = `'${join(mirror.folder, file)}'`;
    const inFront = `'${process.execPath}' '${resolve("test/support/provider-in-front.mjs")}' ${provider} '${kept}'`;
    // whoever starts Terraform without these variables has the provider itself
    const script = isSoak
      ? `exec ${provider} "$@"`
      : `[ -n "$PLUGIN_CLIENT_CERT" ] && exec ${provider} "$@"\nexec ${inFront} "$@"`;
    mkdirSync(dirname(join(scripts, file)), { recursive: true });
    writeFileSync(join(scripts, file), `#!/bin/sh\n${script}\n`);
    chmodSync(join(scripts, file), 0o755);
  }
  process.env["TF_PLUGIN_MIRROR"] = scripts;
  return () => rmSync(folder, { recursive: true });
}
