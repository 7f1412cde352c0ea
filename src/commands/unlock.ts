import { refuseProgram } from "../delivery/github/refuse-program.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { stateBucketOf } from "../delivery/handoff/state-bucket.ts";
import { stackOfHead } from "../delivery/stack/stack-of-head.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import { maskSecrets } from "../delivery/terraform/mask-secrets.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { decideUnlock } from "../delivery/unlock/decide-unlock.ts";
import { forceUnlock } from "../delivery/unlock/force-unlock.ts";
import { parseStateLock } from "../delivery/unlock/state-lock.ts";
import { stateKey } from "../names.ts";
import { print, printError } from "./print.ts";

export interface UnlockOptions {
  readonly stack: string;
  /** Synthesized folder. */
  readonly head: string;
  /** `undefined`: the lock is only shown. */
  readonly lockId: string | undefined;
  /** Why a lock younger than half an hour is removed all the same; `undefined`: it is not. */
  readonly forceYoung: string | undefined;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Shows who holds the state of a stack, and removes that lock if it is the one that is meant. @returns the exit code. */
export async function unlock(options: UnlockOptions, env: Environment = process.env): Promise<number> {
  // a lock is shown to anybody
  if (options.lockId !== undefined) refuseProgram(env, "run unlock");
  const stack = await stackOfHead(options.head, options.stack);
  const key = `${stateKey(stack.place.scope, stack.stack)}.tflock`;
  const bucket = stateBucketOf(stack.stack, stack.json);
  const text = await s3Store(bucket, env).get(key);
  const lock = text === null ? null : parseStateLock(text.toString("utf8"));
  if (text !== null && !lock) {
    printError(
      `${stack.stack}: got a lock that Terraform did not write; look at s3://${bucket.bucket}/${key}, and remove it there if it is nobody's`,
    );
    return 1;
  }

  const decision = decideUnlock(lock, { ...options, scope: stack.place.scope });
  print(...decision.lines);
  if (decision.outcome !== "unlock" || !lock) return decision.outcome === "refused" ? 1 : 0;

  const said = await inTemporaryFolder((folder, signal) => forceUnlock(stack, lock.id, { folder, env, signal }));
  if (said !== null) {
    printError(
      `${stack.stack}: the lock could not be removed; see what Terraform says, then look at the lock once more`,
      maskSecrets(said, env),
    );
    return 1;
  }
  print(
    `${stack.stack}: unlocked; whoever held it may have stopped half-way: dispatch deploy, which plans what is still pending`,
  );
  return 0;
}
