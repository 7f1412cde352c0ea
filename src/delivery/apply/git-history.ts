import { execFile } from "node:child_process";

/** Whether one commit is an ancestor of another, or the same. */
export type IsAncestor = (ancestor: string, descendant: string) => Promise<boolean>;

/** By the repository in a folder; of commits that it does not have nothing is known, which is no. */
export const gitHistory =
  (folder: string): IsAncestor =>
  (ancestor, descendant) =>
    new Promise((resolve) => {
      const args = ["merge-base", "--is-ancestor", ancestor, descendant];
      execFile("git", args, { cwd: folder }, (error) => resolve(error === null));
    });
