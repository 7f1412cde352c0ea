import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeLockFile } from "../../src/bootstrap/lock-file.ts";
import { fakeTerraform } from "../delivery/support/fake-terraform.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";

// the fake gets -chdir=<folder> first
const writes = '  *"providers lock"*) echo "$*" >"${1#-chdir=}/.terraform.lock.hcl" ;;';

test("is written for every platform of people and pipelines", async () => {
  const folder = temporaryFolder();
  const { env } = fakeTerraform(folder, writes);
  writeFileSync(join(folder, "cdk.tf.json"), "{}");

  expect(await writeLockFile(join(folder, "cdk.tf.json"), join(folder, ".terraform.lock.hcl"), env)).toBe(null);

  expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toContain(
    "providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64 -platform=darwin_amd64",
  );
});

test("without the registry there is none, and why is said", async () => {
  const folder = temporaryFolder();
  const { env } = fakeTerraform(folder, '  *"providers lock"*) echo "no registry" >&2; exit 1 ;;');
  writeFileSync(join(folder, "cdk.tf.json"), "{}");

  const why = await writeLockFile(join(folder, "cdk.tf.json"), join(folder, ".terraform.lock.hcl"), env);

  expect(why).toBe("no registry");
  expect(existsSync(join(folder, ".terraform.lock.hcl"))).toBe(false);
});
