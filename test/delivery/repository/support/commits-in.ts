import { execFileSync } from "node:child_process";

/** Makes a repository with a branch that was merged. @returns main's commits, the newest first */
export function commitsIn(folder: string): readonly string[] {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  const commit = (message: string) => {
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch=main");
  const first = commit("first");
  git("checkout", "--quiet", "-b", "branch");
  commit("on a branch");
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-ff", "--message", "merged", "branch");
  return [git("rev-parse", "HEAD"), first];
}
