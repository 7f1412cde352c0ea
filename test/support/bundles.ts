import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the folder of all programs that tests start. */
export const bundlesVariable = "LOCKSTEP_BUNDLES";

/** Before all tests: a folder for what they bundle. @returns what takes it away again */
export function setup(): (() => void) | undefined {
  if (process.env[bundlesVariable] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));
  process.env[bundlesVariable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
