import { join } from "node:path";
import { expect, test } from "vitest";
import { unpackedMirror } from "../../../src/delivery/terraform/unpacked-mirror.ts";
import { fakeTerraform, writeMirror } from "../support/fake-terraform.ts";
import { writeStacks } from "../support/synthesized-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function setup(does?: string) {
  const folder = temporaryFolder();
  const outdir = writeStacks(join(folder, "out"), { shared: {} });
  const stack = { name: "shared", file: join(outdir, "stacks/shared/cdk.tf.json") };
  const { env, calls } = fakeTerraform(folder, does);
  return { folder, env, calls, options: { stack, folder, env, signal: new AbortController().signal } };
}

test("uses an unpacked mirror where it lies", async () => {
  const { options, calls } = setup();

  expect(await unpackedMirror({ folder: "/opt/plugins", unpacked: true }, options)).toBe("/opt/plugins");
  expect(calls()).toBe("");
});

test("unpacks a packed mirror once", async () => {
  const { folder, options, calls } = setup();
  const packed = writeMirror(join(folder, "packed"), "packed");

  const mirror = await unpackedMirror({ folder: packed, unpacked: false }, options);

  expect(mirror).toBe(join(folder, "seed/.terraform/providers"));
  expect(calls().match(/^call .*$/gm)).toEqual([`call -chdir=${join(folder, "seed")} init -input=false -no-color`]);
  expect(calls()).toContain(`path = "${packed}"`);
});

test("downloads from the registry by the caller's own CLI configuration and cache", async () => {
  const { folder, options, calls } = setup();
  const env = { ...options.env, TF_CLI_CONFIG_FILE: join(folder, "bin/terraform"), TF_PLUGIN_CACHE_DIR: "/cache" };

  await unpackedMirror(undefined, { ...options, env });

  expect(calls()).toContain(`\nTF_CLI_CONFIG_FILE=${join(folder, "bin/terraform")}\n`);
  expect(calls()).toContain("\nTF_PLUGIN_CACHE_DIR=/cache\n");
});

test("is not disturbed by a CLI configuration that is not there", async () => {
  const { options, calls } = setup();

  await unpackedMirror(undefined, { ...options, env: { ...options.env, TF_CLI_CONFIG_FILE: "/nowhere" } });

  expect(calls()).not.toContain("TF_CLI_CONFIG_FILE=");
});

test("says what to do when the registry can't be reached", async () => {
  const { options } = setup("  *init*) echo 'Error: no such host' >&2; exit 1 ;;");

  await expect(unpackedMirror(undefined, options)).rejects.toThrow(
    "got no AWS provider from the registry; use TF_PLUGIN_MIRROR, a folder that `terraform providers mirror` wrote\n\n" +
      "Error: no such host",
  );
});
