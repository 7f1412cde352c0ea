import { execFile } from "node:child_process";

/**
 * Commits of the deploying branch up to one of them, the newest first: each is what a pull request, or a push, has made
 * of the branch. What came in by merged branches is left out.
 *
 * @param folder a repository with all its history
 */
export const mainHistory = (folder: string, commit: string): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const args = ["rev-list", "--first-parent", commit, "--"];
    execFile("git", args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error
        ? reject(
            new Error(`got no history of ${commit} from git: ${stderr.trim()}; check out all of it`, { cause: error }),
          )
        : resolve(stdout.trimEnd().split("\n")),
    );
  });
