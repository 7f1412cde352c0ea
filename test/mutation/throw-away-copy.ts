import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const leftBehind = new Set(["node_modules", ".git", "cdktf.out", ".terraform"]);

/**
 * Copies a project into a new folder of the machine's temporary ones, where it may be broken. What is installed is
 * shared by a link; git's folder stays behind.
 */
export function throwAwayCopy(root: string): string {
  const copy = join(realpathSync(mkdtempSync(join(tmpdir(), "mutation-"))), "project");
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !leftBehind.has(basename(path)) });
  symlinkSync(realpathSync(join(root, "node_modules")), join(copy, "node_modules"));
  return copy;
}

/** The folder for temporary files of what runs in a copy; it is taken away with it. */
export function temporaryFolderOf(copy: string): string {
  const folder = join(dirname(copy), "temporary");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Takes a copy away again; what its link leads to stays. */
export function removeCopy(copy: string): void {
  rmSync(join(copy, "node_modules"), { force: true });
  rmSync(dirname(copy), { recursive: true, force: true, maxRetries: 3 });
}
