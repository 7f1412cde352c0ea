import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { leftToTip, type MainTip, readMainTip } from "../../../src/delivery/apply/main-tip.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Files = Readonly<Record<string, string>>;
const [own, other] = [{ resource: { aws_sns_topic: {} } }, { resource: {} }];
const lock = "provider {}\n";
const code: Files = { "src/names.ts": "1", "package.json": "{}" };

/** A checkout of a commit with these files. */
function checkout(files: Files) {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      ...{ cwd: folder, encoding: "utf8", stdio: "pipe" },
    }).trim();
  git("init", "--quiet");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "one");
  return { folder, commit: git("rev-parse", "HEAD") };
}
const run = (files: Files = code) => ({ folder: checkout(files).folder, commit: "f".repeat(40) });
const neverAsked = () => {
  throw new Error("got asked");
};

test("main that is where it was asks for nothing, and its config is not looked at", async () => {
  const { folder, commit } = checkout(code);

  expect(await readMainTip(folder, { folder: "nowhere", commit }, neverAsked)).toBe(null);
  expect(leftToTip(null, "app-a", "")).toBe(null);
});

test("main's config is read by the run's own code, where all of main's is the same", async () => {
  const docs = { "config/organization.yaml": "name: acme", "docs/a.md": "", "README.md": "" };
  const { folder, commit } = checkout({ ...code, ...docs });
  const asked: string[] = [];

  const tip = await readMainTip(folder, run({ ...code, "config/organization.yaml": "name: other" }), (config) => {
    asked.push(config);
    return new Map([["app-a", JSON.stringify(own, null, 4)]]);
  });

  expect(asked).toEqual([join(folder, "config")]);
  expect(tip).toEqual({ commit, configHashes: new Map([["app-a", configHash(own)]]) });
});

test.each<[string, Files]>([
  ["another file of code", { ...code, "src/names.ts": "2" }],
  ["a file more", { ...code, "stacks/index.ts": "" }],
  ["a file less", { "src/names.ts": "1" }],
  ["another lock file", { ...code, ".terraform.lock.hcl": lock }],
  ["another workflow", { ...code, ".github/workflows/deploy.yml": "" }],
  ["a file that is called as if it were config", { ...code, "config.ts": "" }],
  ["another test", { ...code, "test/a.test.ts": "" }],
])("code that people have approved does not read what comes with %s", async (_, files) => {
  const { folder } = checkout(files);

  const tip = await readMainTip(folder, run(), neverAsked);

  expect(tip?.configHashes).toBe("has other code");
});

test("a config with errors is nothing to compare with", async () => {
  const { folder } = checkout(code);

  expect((await readMainTip(folder, run(), () => null))?.configHashes).toBe("has a config with errors");
});

const tipOf = (change: Partial<MainTip>): MainTip => ({
  commit: "b".repeat(40),
  configHashes: new Map([["app-a", configHash(own)]]),
  ...change,
});

test.each<[string, Partial<MainTip>, string | null]>([
  ["the same", {}, null],
  ["another config", { configHashes: new Map([["app-a", configHash(other)]]) }, "has another configuration of it"],
  ["another stack only", { configHashes: new Map([["app-b", configHash(own)]]) }, "has no such stack"],
  ["other code", { configHashes: "has other code" }, "has other code"],
])("where main has %s", (_, change, differs) => {
  expect(leftToTip(tipOf(change), "app-a", configHash(own))).toBe(
    differs === null
      ? null
      : `main is at bbbbbbbbbbbb now, which ${differs}; nothing was changed. The deploy of that commit applies what it has; if there is none, dispatch deploy`,
  );
});

test("a folder that is no checkout of its own is refused, within another one too", async () => {
  const folder = temporaryFolder();
  await expect(readMainTip(folder, run(), neverAsked)).rejects.toThrow(`${folder}: got fatal: not a git repository`);

  const around = checkout(code);
  mkdirSync(join(around.folder, "tip"));
  await expect(
    readMainTip(join(around.folder, "tip"), { folder: around.folder, commit: around.commit }, neverAsked),
  ).rejects.toThrow(/tip: got a folder of .*; use a checkout of main$/);
});
