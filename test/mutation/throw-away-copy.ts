import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const leftBehind = new Set(["node_modules", ".git", "cdktf.out", ".terraform"]);

/**
 * Copies a project into a new folder of the machine's temporary ones, where it may be broken. What is installed is
 * shared by a link; git's folder stays behind.
 */
export function throwAwayCopy(root: string): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "mutation-")));
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !leftBehind.has(basename(path)) });
  symlinkSync(realpathSync(join(root, "node_modules")), join(copy, "node_modules"));
  return copy;
}

/** Takes a copy away again; what its link leads to stays. */
export function removeCopy(copy: string): void {
  rmSync(join(copy, "node_modules"), { force: true });
  rmSync(copy, { recursive: true, force: true });
}
