import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { configHash } from "../stack/config-hash.ts";
import { readLock } from "../stack/read-lock.ts";
import { sha256 } from "../stack/sha256.ts";
import { parseObject } from "../stack/stack-tree.ts";

/** What `main` has come to since a run began. */
export interface MainTip {
  readonly commit: string;
  /** Sha-256 of its lock file; empty: it has none. */
  readonly lockHash: string;
  /** Of one of its stacks, as the ledger keeps it; `null`: it has no such stack. */
  readonly configHash: (stack: string) => Promise<string | null>;
}

/**
 * @param folder a checkout of `main`, synthesized where it is at another commit than the run
 * @returns `null`: it is at the run's commit still
 */
export async function readMainTip(folder: string, runCommit: string): Promise<MainTip | null> {
  const commit = await headOf(folder);
  if (commit === runCommit) return null;
  const lock = await readLock(folder);
  return {
    commit,
    lockHash: lock === null ? "" : sha256(lock),
    async configHash(stack) {
      const file = join(folder, "cdktf.out/stacks", stack, "cdk.tf.json");
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      return text === null ? null : configHash(parseObject(text, file));
    },
  };
}

/**
 * Why a stack is left to the deploy of a newer commit; `null`: `main` has it as this run has. A run may wait for days, or
 * be run again: what was reverted in the meantime must not come back.
 */
export async function leftToTip(
  tip: MainTip | null,
  stack: string,
  own: { readonly configHash: string; readonly lockHash: string },
): Promise<string | null> {
  if (tip === null) return null;
  const hash = await tip.configHash(stack);
  const differs =
    hash === null
      ? "has no such stack"
      : hash !== own.configHash
        ? "has another configuration of it"
        : tip.lockHash !== own.lockHash
          ? "has another lock file"
          : null;
  return differs === null
    ? null
    : `main is at ${tip.commit.slice(0, 12)} now, which ${differs}; nothing was changed, the deploy of that commit applies what it has`;
}

const headOf = (folder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile("git", ["rev-parse", "HEAD"], { cwd: folder }, (error, stdout, stderr) =>
      error
        ? reject(
            new Error(`${folder}: got no commit from git: ${stderr.trim()}; use a checkout of main`, { cause: error }),
          )
        : resolve(stdout.trim()),
    );
  });
