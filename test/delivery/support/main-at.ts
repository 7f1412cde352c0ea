import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A checkout of main at a commit, without anything else: for what is applied while main stays where it is. @returns `folder` */
export function mainAt(folder: string, commit: string): string {
  mkdirSync(folder, { recursive: true });
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  writeFileSync(join(folder, ".git/HEAD"), `${commit}\n`);
  return folder;
}
