import { dirname, join } from "node:path";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { pendingLines } from "../delivery/ledger/pending-lines.ts";
import { pendingStacks } from "../delivery/ledger/pending-stacks.ts";
import { readHead } from "../delivery/ledger/read-head.ts";
import { readLedger } from "../delivery/ledger/read-ledger.ts";
import { unfinishedStacks } from "../delivery/ledger/unfinished-stacks.ts";
import { readLock } from "../delivery/stack/read-lock.ts";
import { useInstead } from "../words/nearest.ts";
import { print, printError } from "./print.ts";
import { shard } from "./shard.ts";

export interface PendingOptions {
  /** Synthesized folder of what is merged; the lock file is looked for beside it. */
  readonly head: string;
  /** Folder that gets `pending.json` and `shards/<index>.json`. */
  readonly out: string;
  /** At most so many shards, and never more than 256. */
  readonly maxShards: number;
  readonly perShard: number;
  /** Stacks to be planned whatever the ledger says: what has drifted is applied as it was merged. */
  readonly also: readonly string[];
  /** `GITHUB_OUTPUT`; `undefined`: not in a workflow. */
  readonly githubOutput: string | undefined;
}

/**
 * Shows what is merged and not applied, by the ledger, and writes it as shards. @returns the exit code.
 */
export async function pending(options: PendingOptions): Promise<number> {
  const { head: folder, out, maxShards, perShard, also, githubOutput } = options;
  const head = await readHead(folder, await readLock(dirname(folder)));
  const known = head.stacks.map(({ affected }) => affected.stack);
  const unknown = also.filter((stack) => !known.includes(stack));
  if (unknown.length > 0) {
    printError(...unknown.map((stack) => `--also: no stack named "${stack}"; ${useInstead(stack, known)}`));
    return 1;
  }
  const store = s3Store(head.bucket);
  const more = { also: new Set(also), unfinished: await unfinishedStacks(store) };
  const stacks = pendingStacks(head.stacks, await readLedger(store), { ...head, ...more });

  const file = join(out, "pending.json");
  await affectedFile.write(file, stacks);
  print(...pendingLines(stacks));
  return shard(file, { max: maxShards, perShard, out: join(out, "shards"), githubOutput });
}
