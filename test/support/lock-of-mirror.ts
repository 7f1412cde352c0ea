import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProviderMirror } from "../../src/delivery/terraform/provider-mirror.ts";

const source = "registry.terraform.io/hashicorp/aws";

/** The lock file that `bootstrap` would have written where this machine's provider is all there is. */
export async function lockOfMirror(): Promise<string> {
  const mirror = await findProviderMirror();
  if (!mirror?.unpacked) throw new Error("got no unpacked AWS provider; set TF_PLUGIN_MIRROR");
  const versions = join(mirror.folder, source);
  const [version = ""] = readdirSync(versions);
  const [platform = ""] = readdirSync(join(versions, version));
  return `provider "${source}" {\n  version = "${version}"\n  hashes = [\n    "${hashOf(join(versions, version, platform))}",\n  ]\n}\n`;
}

// https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1
function hashOf(folder: string): string {
  const lines = readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}  ${name}\n`,
    );
  return `h1:${createHash("sha256").update(lines.join("")).digest("base64")}`;
}
