import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, expect } from "vitest";
import { isOfTerraform } from "./tier.ts";

const folder = resolve("test/support/no-tools");
const startedVariable = "LOCKSTEP_STARTED_TOOLS";
const started = join(tmpdir(), `lockstep-started-${process.pid}`);

// tests of several files run in one process
const path = (process.env["PATH"] ?? "").split(delimiter).filter((one) => one !== folder);
process.env["PATH"] = (isOfTerraform(expect.getState().testPath ?? "") ? path : [folder, ...path]).join(delimiter);
process.env[startedVariable] = started;

afterAll(() => {
  if (!existsSync(started)) return;
  const tools = readFileSync(started, "utf8").trim().split("\n");
  rmSync(started);
  throw new Error(`got ${[...new Set(tools)].join(" and ")} in a test that starts neither; use *.terraform.test.ts`);
});
