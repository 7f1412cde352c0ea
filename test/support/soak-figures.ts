import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { figuresVariable } from "./figures.ts";

/** Gathers the figures of a soak in the file that `LOCKSTEP_FIGURES` names, or else prints them when it ends. */
export function setup(): (() => void) | undefined {
  const { [figuresVariable]: named } = process.env;
  const file = named ?? join(mkdtempSync(join(tmpdir(), "figures-")), "figures");
  process.env[figuresVariable] = file;
  writeFileSync(file, "");
  if (named !== undefined) return undefined;
  return () => {
    console.log(`\n${readFileSync(file, "utf8").trimEnd()}`);
    rmSync(dirname(file), { recursive: true });
  };
}
