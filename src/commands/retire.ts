import { dirname } from "node:path";
import { refuseProgram } from "../delivery/github/refuse-program.ts";
import { accountStatusFile } from "../delivery/handoff/account-status.ts";
import { githubRun } from "../delivery/handoff/github-run.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { readHead } from "../delivery/ledger/read-head.ts";
import { forgetState } from "../delivery/retire/forget-state.ts";
import { retireStack } from "../delivery/retire/retire-stack.ts";
import { readLock } from "../delivery/stack/read-lock.ts";
import { stackOfHead } from "../delivery/stack/stack-of-head.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print, printError } from "./print.ts";

export interface RetireOptions {
  readonly stack: string;
  /** The stack's name once more, typed by who wants this. */
  readonly confirm: string;
  /** Synthesized folder of what is merged; the lock file is looked for beside it. */
  readonly head: string;
  /** What `account-status` wrote; `undefined`: the account is taken for one that can be entered. */
  readonly status: string | undefined;
  /** How long to wait for whoever holds the state, as Terraform writes it. */
  readonly lockTimeout: string;
}

/**
 * Lets Terraform go of the stack of a retired account, so that its file may be removed. Nothing in AWS changes.
 *
 * @returns the exit code: 0 also when it was done before
 */
export async function retire(options: RetireOptions, env: Environment = process.env): Promise<number> {
  const { head: folder, confirm, lockTimeout } = options;
  refuseProgram(env, "run retire");
  const stack = await stackOfHead(folder, options.stack);
  const lock = await readLock(dirname(folder));
  const head = await readHead(folder, lock);

  const { outcome, lines } = await retireStack(stack, {
    confirm,
    head,
    read: (name) => stackOfHead(folder, name),
    store: s3Store(head.bucket, env),
    run: githubRun(env),
    status: options.status === undefined ? null : await accountStatusFile.read(options.status),
    forget: (resources) =>
      inTemporaryFolder((scratch, signal) =>
        forgetState(stack, resources, { folder: scratch, lock, env, signal, lockTimeout }),
      ),
    now: () => new Date().toISOString(),
  });
  const isGood = outcome === "retired" || outcome === "already";
  (isGood ? print : printError)(...lines);
  return isGood ? 0 : 1;
}
