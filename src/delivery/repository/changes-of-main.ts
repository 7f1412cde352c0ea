import { git } from "./git.ts";

/** A commit of the deploying branch, and the files that it changes of the one before it on that branch. */
export interface MainChange {
  readonly commit: string;
  readonly files: readonly string[];
}

/**
 * Commits of the deploying branch up to one of them, the newest first, those of merged branches left out.
 *
 * @param folder a repository with all its history
 * @param most so many at most
 */
export async function changesOfMain(folder: string, commit: string, most: number): Promise<readonly MainChange[]> {
  const [only, count, form] = ["--first-parent", `--max-count=${most}`, "--format=%x01%H"];
  // -m: a merge is shown as what it changes of its first parent; without renames both names stand there
  const files = ["-m", "--no-renames", "--name-only", "-z"];
  const text = await git(folder, "log", only, count, form, ...files, commit, "--");
  return text
    .split("\x01")
    .slice(1)
    .map((part) => {
      const [head = "", ...names] = part.split(/[\0\n]+/).filter((name) => name !== "");
      return { commit: head, files: names };
    });
}
