import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Estate } from "./model.ts";
import { synthesize } from "./synthesize.ts";

/** Terraform JSON of every stack, by stack, without leaving a file behind. */
export function stackTexts(estate: Estate): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-"));
  try {
    const outdir = join(folder, "out");
    const stacks = synthesize(estate, outdir);
    return new Map(stacks.map((id) => [id, readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
