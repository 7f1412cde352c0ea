import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll } from "vitest";

const folder = resolve("test/support/no-tools");
const startedVariable = "LOCKSTEP_STARTED_TOOLS";
const started = join(tmpdir(), `lockstep-started-${process.pid}`);

// once a process: tests of several files run in one
if (process.env[startedVariable] !== started) {
  process.env[startedVariable] = started;
  process.env["PATH"] = [folder, process.env["PATH"]].join(delimiter);
}

afterAll(() => {
  if (!existsSync(started)) return;
  const tools = readFileSync(started, "utf8").trim().split("\n");
  rmSync(started);
  throw new Error(`got ${[...new Set(tools)].join(" and ")} in a test that starts neither; use *.terraform.test.ts`);
});
