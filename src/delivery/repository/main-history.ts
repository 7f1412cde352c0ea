import { git } from "./git.ts";

/**
 * Commits of the deploying branch up to one of them, the newest first: each is what a pull request, or a push, has made
 * of the branch. What came in by merged branches is left out.
 *
 * @param folder a repository with all its history
 */
export async function mainHistory(folder: string, commit: string): Promise<readonly string[]> {
  return (await git(folder, "rev-list", "--first-parent", commit, "--")).split("\n");
}
