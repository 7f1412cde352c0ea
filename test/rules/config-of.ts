import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Overlay } from "../../src/diagnostics/example.ts";
import { configWith } from "../support/config.ts";
import { laidOver } from "./laid-over.ts";

/** A copy of the example organization with a rule's example laid over it, gone after the test. */
export function configOf(overlay: Overlay): string {
  const folder = configWith();
  for (const [file, change] of Object.entries(overlay)) {
    const path = join(folder, file);
    if (change === null) {
      rmSync(path);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    const isWhole = typeof change !== "string";
    const text = isWhole
      ? change.whole
      : stringify(laidOver(existsSync(path) ? parse(readFileSync(path, "utf8")) : {}, parse(change)));
    writeFileSync(path, text);
  }
  return folder;
}
