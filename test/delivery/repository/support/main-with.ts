import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file that a commit changes; with a text, to this. */
export type ChangedFile = string | readonly [file: string, text: string];

/** Makes a repository in which each of these changes is a commit of main, the oldest first. @returns their ids */
export function mainWith(folder: string, changes: readonly (readonly ChangedFile[])[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  return changes.map((files, index) => {
    for (const changed of files) {
      const [file, text] = typeof changed === "string" ? [changed, `${index}\n`] : changed;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", `change ${index}`);
    return git("rev-parse", "HEAD");
  });
}
