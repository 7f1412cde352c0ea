import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { App } from "cdktf";
import { addStacks } from "../stacks/index.ts";
import type { Estate } from "./model.ts";
import { withoutStackTraces } from "./without-stack-traces.ts";

/**
 * Writes Terraform JSON of the whole estate. It is written beside `outdir` first and takes its place only when it is
 * complete, so that an interrupted run leaves the earlier one as it was.
 *
 * @returns ids of the stacks, in the order of the manifest.
 */
export function synthesize(estate: Estate, outdir: string): readonly string[] {
  const target = resolve(outdir);
  const fresh = mkdtempSync(join(dirname(target), `${basename(target)}.`));
  try {
    const app = new App({ outdir: fresh });
    withoutStackTraces(() => {
      addStacks(app, estate);
      app.synth();
    });
    replace(target, fresh);
    return Object.keys(app.manifest.stacks);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replace(target: string, fresh: string) {
  const earlier = `${fresh}.earlier`;
  if (existsSync(target)) renameSync(target, earlier);
  renameSync(fresh, target);
  rmSync(earlier, { recursive: true, force: true });
}
