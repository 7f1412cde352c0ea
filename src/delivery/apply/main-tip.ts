import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { git } from "../repository/git.ts";
import { isCode } from "../repository/is-code.ts";
import { configHash } from "../stack/config-hash.ts";
import { parseObject } from "../stack/stack-tree.ts";

/** What `main` has come to since a run began. */
export interface MainTip {
  readonly commit: string;
  /**
   * Of each stack, as the ledger keeps it; text: why nobody knows, for its code is another, which must not run beside the
   * credentials of a job that people have approved with the code that there was.
   */
  readonly configHashes: ReadonlyMap<string, string> | string;
}

/** Terraform JSON of each stack that a config folder comes to; `null`: it has an error. */
export type Synthesize = (config: string) => ReadonlyMap<string, string> | null;

/**
 * @param folder a checkout of `main` as it is now
 * @param own the checkout that the run itself works in
 * @param synthesize by the run's own code
 * @returns `null`: `main` is at the run's commit still
 */
export async function readMainTip(
  folder: string,
  own: { readonly folder: string; readonly commit: string },
  synthesize: Synthesize,
): Promise<MainTip | null> {
  const commit = await git(folder, "rev-parse", "HEAD");
  const top = await git(folder, "rev-parse", "--show-toplevel");
  if (top !== (await realpath(folder))) throw new Error(`${folder}: got a folder of ${top}; use a checkout of main`);
  if (commit === own.commit) return null;
  // its lock file is code too
  const [code, ownCode] = await Promise.all([codeOf(folder), codeOf(own.folder)]);
  return {
    commit,
    configHashes: code === ownCode ? hashesOf(folder, synthesize) : "has other code",
  };
}

/**
 * Why a stack is left to the deploy of a newer commit; `null`: `main` has it as this run has. A run may wait for days, or
 * be run again: what was reverted in the meantime must not come back.
 */
export function leftToTip(tip: MainTip | null, stack: string, ownHash: string): string | null {
  const differs = tip && differenceOf(tip, stack, ownHash);
  return (
    differs &&
    `main is at ${tip.commit.slice(0, 12)} now, which ${differs}; nothing was changed. The deploy of that commit applies what it has; if there is none, dispatch deploy`
  );
}

function differenceOf({ configHashes }: MainTip, stack: string, ownHash: string): string | null {
  if (typeof configHashes === "string") return configHashes;
  const hash = configHashes.get(stack);
  if (hash === undefined) return "has no such stack";
  return hash === ownHash ? null : "has another configuration of it";
}

function hashesOf(folder: string, synthesize: Synthesize): MainTip["configHashes"] {
  const texts = synthesize(join(folder, "config"));
  if (texts === null) return "has a config with errors";
  return new Map([...texts].map(([stack, text]) => [stack, configHash(parseObject(text, stack))]));
}

/** Ids of all files of code in a commit, links and what they are called included. */
async function codeOf(folder: string): Promise<string> {
  const entries = (await git(folder, "ls-tree", "-r", "HEAD")).split("\n");
  return entries.filter((entry) => isCode(entry.split("\t")[1] ?? "")).join("\n");
}
