import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// notes each call with its environment and CLI configuration, then does what the test says
const script = (does: string) => `#!/bin/sh
{ echo "call $*"; env; cat "$TF_CLI_CONFIG_FILE" 2>/dev/null; } >>"$CALLS"
case "$*" in
${does}
  version*) echo '{"terraform_version":"1.11.4"}' ;;
  *plan*) echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}' ;;
esac
`;

/**
 * A `terraform` that does nothing and a mirror that holds nothing, in `folder`.
 *
 * @param does branches of a shell `case` over the arguments, before the ones that succeed
 */
export function fakeTerraform(folder: string, does = "") {
  const calls = join(folder, "calls");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/terraform"), script(does));
  chmodSync(join(folder, "bin/terraform"), 0o755);

  return {
    env: {
      PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
      HOME: folder,
      CALLS: calls,
      TF_PLUGIN_MIRROR: writeMirror(join(folder, "mirror")),
    },
    /** All that the calls noted, in their order. */
    calls: () => (existsSync(calls) ? readFileSync(calls, "utf8") : ""),
  };
}

/** A mirror of the AWS provider for this platform, without the provider. */
export function writeMirror(folder: string, layout: "unpacked" | "packed" = "unpacked"): string {
  const target = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const versions = join(folder, "registry.terraform.io/hashicorp/aws");
  mkdirSync(layout === "unpacked" ? join(versions, "5.100.0", target) : versions, { recursive: true });
  if (layout === "packed") writeFileSync(join(versions, `terraform-provider-aws_5.100.0_${target}.zip`), "");
  return folder;
}
