import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { gitWithin } from "../../../src/delivery/repository/git.ts";
import { isCode } from "../../../src/delivery/repository/is-code.ts";
import { mainHistory } from "../../../src/delivery/repository/main-history.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { commitsIn } from "./support/commits-in.ts";

test("main's history has what was merged, without the commits of merged branches", async () => {
  const repository = temporaryFolder();
  const [merge = "", first] = commitsIn(repository);

  expect(await mainHistory(repository, merge)).toEqual([merge, first]);
  await expect(mainHistory(repository, "f".repeat(40))).rejects.toThrow(/^\S+: got .*f{40}.* from git rev-list$/);
});

test("a git that does not end is ended", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "git"), "#!/bin/sh\nexec /bin/sleep 60\n", { mode: 0o755 });
  vi.stubEnv("PATH", folder);
  onTestFinished(() => void vi.unstubAllEnvs());

  await expect(gitWithin(100)(folder, "log")).rejects.toThrow(
    new Error(`${folder}: got no answer within 0.1 s from git log`),
  );
});

test.each([
  "config/organization.yaml",
  "config/accounts/orders.yaml",
  "docs/runbooks/restore.md",
  "README.md",
  "CHANGELOG.md",
])("%s is no code", (path) => {
  expect(isCode(path)).toBe(false);
});

// `config` alone is a link in place of the folder
test.each([
  "config",
  "docs",
  "config.ts",
  "src/config/load.ts",
  "test/example/config/organization.yaml",
  "stacks/index.ts",
  ".github/workflows/plan.yml",
  ".github/CODEOWNERS",
  ".terraform.lock.hcl",
  ".npmrc",
  "package.json",
  "package-lock.json",
  "src/README.md",
  "README.md.ts",
])("%s is code", (path) => {
  expect(isCode(path)).toBe(true);
});
