import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { leftToTip, readMainTip } from "../../../src/delivery/apply/main-tip.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const [own, other] = [{ resource: { aws_sns_topic: {} } }, { resource: {} }];
const lock = "provider {}\n";

/** A checkout of main with these files, at one commit. */
function checkout(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      ...{ cwd: folder, encoding: "utf8", stdio: "pipe" },
    }).trim();
  git("init", "--quiet");
  git("commit", "--quiet", "--allow-empty", "--message", "one");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, commit: git("rev-parse", "HEAD") };
}
const stackFile = (stack: string) => `cdktf.out/stacks/${stack}/cdk.tf.json`;
const run = "f".repeat(40);

test("main that is where it was asks for nothing, and needs no stacks", async () => {
  const { folder, commit } = checkout({});

  expect(await readMainTip(folder, commit)).toBe(null);
  expect(await leftToTip(null, "app-a", { configHash: configHash(own), lockHash: "" })).toBe(null);
});

test.each<[string, Readonly<Record<string, string>>, string, string | null]>([
  [
    "the same config and lock file",
    { [stackFile("app-a")]: JSON.stringify(own), ".terraform.lock.hcl": lock },
    sha256(lock),
    null,
  ],
  ["the same config, written otherwise", { [stackFile("app-a")]: JSON.stringify(own, null, 4) }, "", null],
  ["another config", { [stackFile("app-a")]: JSON.stringify(other) }, "", "has another configuration of it"],
  ["another stack only", { [stackFile("app-b")]: JSON.stringify(own) }, "", "has no such stack"],
  [
    "a lock file by now",
    { [stackFile("app-a")]: JSON.stringify(own), ".terraform.lock.hcl": lock },
    "",
    "has another lock file",
  ],
  ["no lock file any more", { [stackFile("app-a")]: JSON.stringify(own) }, sha256(lock), "has another lock file"],
])("main that has gone on to %s", async (_, files, lockHash, differs) => {
  const { folder, commit } = checkout(files);

  const tip = await readMainTip(folder, run);

  expect(tip?.commit).toBe(commit);
  expect(await leftToTip(tip, "app-a", { configHash: configHash(own), lockHash })).toBe(
    differs === null
      ? null
      : `main is at ${commit.slice(0, 12)} now, which ${differs}; nothing was changed, the deploy of that commit applies what it has`,
  );
});

test("a folder that is no checkout is refused, and a stack that cannot be read is no stack that is gone", async () => {
  const folder = temporaryFolder();
  await expect(readMainTip(folder, run)).rejects.toThrow(`${folder}: got no commit from git`);

  const broken = checkout({ [stackFile("app-a")]: "{" });
  const tip = await readMainTip(broken.folder, run);
  await expect(leftToTip(tip, "app-a", { configHash: "", lockHash: "" })).rejects.toThrow("cdk.tf.json");

  const blocked = checkout({ "cdktf.out/stacks/app-a": "" });
  await expect(
    leftToTip(await readMainTip(blocked.folder, run), "app-a", { configHash: "", lockHash: "" }),
  ).rejects.toThrow("ENOTDIR");
});
