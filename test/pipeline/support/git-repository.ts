import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files to write, by path; `null` removes one. */
export type Edits = Readonly<Record<string, string | null>>;

/** What a repository of an adopter holds of ours, besides config. */
const shipped = ["src", "stacks", "cdktf.json", "package.json", "package-lock.json", "tsconfig.json"];

export interface GitRepository {
  readonly folder: string;
  readonly main: () => string;
  /** A commit on main by itself, as it comes of a push. */
  readonly push: (edits: Edits) => string;
  /** A commit on a branch off main, and what GitHub checks out for its pull request: its merge with main. */
  readonly branch: (name: string, edits: Edits) => { readonly head: string; readonly merge: string };
  /** Files that a commit changes of its first parent's. */
  readonly changedBy: (commit: string) => readonly string[];
  /** Makes main the merge commit of a pull request. */
  readonly moveMain: (commit: string) => void;
  /** What is checked out in a job, in an empty folder. */
  readonly checkout: (commit: string, to: string, depth: number) => void;
  /** Keeps what a job leaves: the next checkout writes only the files in which the two differ. */
  readonly takeBack: (folder: string) => void;
}

/** A repository with the code of this checkout, and nothing that is installed or synthesized. */
export function gitRepository(folder: string, files: Edits): GitRepository {
  mkdirSync(folder, { recursive: true });
  const run = (cwd: string, args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const git = (...args: readonly string[]) => run(folder, args);
  const commit = (edits: Edits, message: string) => {
    for (const [path, text] of Object.entries(edits)) {
      const file = join(folder, path);
      if (text === null) {
        rmSync(file);
        continue;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  };

  git("init", "--quiet", "--initial-branch=main");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  // what jobs fetch goes no further than to the next folder: packing it tightly takes four times as long
  git("config", "pack.window", "0");
  git("config", "core.compression", "0");
  for (const path of shipped) cpSync(path, join(folder, path), { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "node_modules\ncdktf.out/\n");
  commit(files, "first");

  /** What a job gets of a commit. Most jobs of a run get the same, so it is packed once. */
  const fetch = (to: string, depth: number) => {
    const fetched = join(`${folder}-fetched`, `${to}-${depth}`);
    if (existsSync(fetched)) return fetched;
    mkdirSync(fetched, { recursive: true });
    run(fetched, ["init", "--quiet", "--bare"]);
    run(fetched, ["fetch", "--quiet", ...(depth > 0 ? [`--depth=${depth}`] : []), `file://${folder}`, to]);
    return fetched;
  };

  const free: string[] = [];
  let made = 0;

  return {
    folder,
    main: () => git("rev-parse", "main"),
    push: (edits) => commit(edits, "push"),
    branch(name, edits) {
      git("checkout", "--quiet", "-b", name, "main");
      const head = commit(edits, name);
      git("checkout", "--quiet", "--detach", "main");
      git("merge", "--quiet", "--no-ff", "--message", `merge ${name}`, name);
      const merge = git("rev-parse", "HEAD");
      git("update-ref", `refs/merges/${name}`, merge);
      git("checkout", "--quiet", "main");
      return { head, merge };
    },
    changedBy: (to) => git("diff", "--name-only", `${to}^1`, to).split("\n"),
    moveMain: (to) => {
      git("reset", "--quiet", "--hard", to);
    },
    takeBack(left) {
      if (!existsSync(join(left, ".git/index"))) return;
      const kept = `${folder}-kept-${++made}`;
      renameSync(left, kept);
      free.push(kept);
    },
    checkout(to, target, depth) {
      const fetched = fetch(to, depth);
      const kept = free.pop();
      if (kept === undefined) mkdirSync(target, { recursive: true });
      else {
        rmdirSync(target);
        renameSync(kept, target);
        renameSync(join(target, ".git/index"), join(target, "index"));
        // refs and objects of the commit before are none of this one's business
        rmSync(join(target, ".git"), { recursive: true });
      }
      run(target, ["init", "--quiet"]);
      if (kept !== undefined) renameSync(join(target, "index"), join(target, ".git/index"));
      writeFileSync(join(target, ".git/objects/info/alternates"), `${join(fetched, "objects")}\n`);
      if (depth > 0) cpSync(join(fetched, "shallow"), join(target, ".git/shallow"));
      run(target, ["checkout", "--quiet", "--force", "--detach", to]);
      if (kept !== undefined) run(target, ["clean", "--quiet", "-ffdx"]);
    },
  };
}
