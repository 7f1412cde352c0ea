import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const lockstep = useLockstep();

const typo = { "accounts/sandbox.yaml": edit("owner:", "onwer:") };

/** Every file below a folder, with its text. */
function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

test("writes Terraform JSON of every stack, and nothing else", () => {
  const folder = dirname(configWith());

  const { code, out, err } = lockstep(folder, ["synth"]);

  expect({ code, out }).toEqual({ code: 0, out: "16 stacks in cdktf.out\n" });
  expect(err).toMatch(/\n2 warnings\n$/);
  expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "config"]);
  expect(readdirSync(join(folder, "cdktf.out", "stacks"))).toHaveLength(16);
});

test("writes nothing when there is an error", () => {
  const folder = dirname(configWith(typo));

  const { code, err } = lockstep(folder, ["synth"]);

  expect(code).toBe(1);
  expect(err).toContain("nothing was synthesized");
  expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
});

test("leaves an earlier synthesis as it was when there is an error", () => {
  const config = configWith();
  const folder = dirname(config);
  lockstep(folder, ["synth"]);
  const earlier = contents(join(folder, "cdktf.out"));
  writeFileSync(join(config, "accounts", "sandbox.yaml"), "account: 1\n");

  expect(lockstep(folder, ["synth"]).code).toBe(1);

  expect(contents(join(folder, "cdktf.out"))).toEqual(earlier);
  expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "config"]);
});

test("forgets stacks that are no longer there", () => {
  const config = configWith();
  const folder = dirname(config);
  lockstep(folder, ["synth"]);
  rmSync(join(config, "accounts", "sandbox.yaml"));

  lockstep(folder, ["synth"]);

  expect(existsSync(join(folder, "cdktf.out", "stacks", "app-sandbox"))).toBe(false);
});

test("gives the same bytes as cdktf synth", () => {
  const folder = dirname(configWith());
  lockstep(folder, ["synth"]);
  const outdir = mkdtempSync(join(tmpdir(), "lockstep-"));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));

  const args = ["node_modules/cdktf-cli/bundle/bin/cdktf", "synth", "--output", outdir];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    // it asks Terraform for its version, and goes on without an answer
    env: {
      ...process.env,
      LOCKSTEP_CONFIG: exampleConfig,
      CHECKPOINT_DISABLE: "1",
      TERRAFORM_BINARY_NAME: "true",
    },
  });

  expect(status, stdout + stderr).toBe(0);
  expect(contents(outdir)).toEqual(contents(join(folder, "cdktf.out")));
});
