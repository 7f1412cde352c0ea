import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { writeMirror } from "../support/fake-terraform.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test.each([
  "home/.terraform.d/plugins",
  "home/.local/share/terraform/plugins",
  "usr/local/share/terraform/plugins",
  "usr/share/terraform/plugins",
  "home/Library/Application Support/io.hashicorp.terraform/plugins",
  "opt/plugins",
])("finds the provider in %s", async (place) => {
  const root = temporaryFolder();
  const folder = writeMirror(join(root, place));

  expect(await findProviderMirror({ HOME: join(root, "home") }, root)).toEqual({ folder, unpacked: true });
});

test("looks in TF_PLUGIN_MIRROR first, then where Terraform looks, then in /opt", async () => {
  const root = temporaryFolder();
  const env = { HOME: join(root, "home") };
  const named = writeMirror(join(root, "named"));
  const opt = writeMirror(join(root, "opt/plugins"));

  expect(await findProviderMirror(env, root)).toMatchObject({ folder: opt });

  const shared = writeMirror(join(root, "usr/share/terraform/plugins"));
  expect(await findProviderMirror(env, root)).toMatchObject({ folder: shared });

  const home = writeMirror(join(root, "home/.terraform.d/plugins"));
  expect(await findProviderMirror(env, root)).toMatchObject({ folder: home });
  expect(await findProviderMirror({ ...env, TF_PLUGIN_MIRROR: named }, root)).toMatchObject({ folder: named });
});

test("follows the XDG folders of the caller", async () => {
  const root = temporaryFolder();
  const folder = writeMirror(join(root, "second/terraform/plugins"));

  const env = { HOME: root, XDG_DATA_DIRS: `${join(root, "first")}:${join(root, "second")}` };

  expect(await findProviderMirror(env, root)).toMatchObject({ folder });
});

test("takes TF_PLUGIN_MIRROR as relative to where the caller is", async () => {
  const mirror = await findProviderMirror({ TF_PLUGIN_MIRROR: "." }).catch((error: Error) => error.message);

  expect(mirror).toMatch(/^TF_PLUGIN_MIRROR: got \., which has no /);
});

test("tells a packed mirror, which every stack would have to unpack, from an unpacked one", async () => {
  const folder = writeMirror(temporaryFolder(), "packed");

  expect(await findProviderMirror({ TF_PLUGIN_MIRROR: folder })).toEqual({ folder, unpacked: false });
});

test("passes over the provider of another platform, and files in /opt", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "opt/plugins/registry.terraform.io/hashicorp/aws/5.100.0/plan9_mips"), { recursive: true });
  writeFileSync(join(root, "opt/readme"), "");

  expect(await findProviderMirror({ HOME: root }, root)).toBeUndefined();
});

test("refuses a TF_PLUGIN_MIRROR without the provider instead of looking elsewhere", async () => {
  const root = temporaryFolder();
  writeMirror(join(root, "opt/plugins"));
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

  await expect(findProviderMirror({ TF_PLUGIN_MIRROR: join(root, "typo") }, root)).rejects.toThrow(
    `TF_PLUGIN_MIRROR: got ${join(root, "typo")}, which has no registry.terraform.io/hashicorp/aws for ${platform}; ` +
      "use a folder that `terraform providers mirror` wrote",
  );
});

test("never asks the registry for the AWS provider when there is a mirror", () => {
  expect(mirrorConfig('/opt/my "plugins"')).toBe(`provider_installation {
  filesystem_mirror {
    path = "/opt/my \\"plugins\\""
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
});
