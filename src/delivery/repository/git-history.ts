import { git } from "./git.ts";

/** Whether one commit is an ancestor of another, or the same. */
export type IsAncestor = (ancestor: string, descendant: string) => Promise<boolean>;

/** By the repository in a folder; of commits that it does not have nothing is known, which is no. */
export const gitHistory =
  (folder: string): IsAncestor =>
  (ancestor, descendant) =>
    git(folder, "merge-base", "--is-ancestor", ancestor, descendant).then(
      () => true,
      () => false,
    );
