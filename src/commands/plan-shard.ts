import { availableParallelism } from "node:os";
import { join } from "node:path";
import { githubRun } from "../delivery/handoff/github-run.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { readShard } from "../delivery/handoff/shard.ts";
import { summaryFile } from "../delivery/handoff/stack-summary.ts";
import { commonBucket } from "../delivery/handoff/state-bucket.ts";
import { organizationAccounts } from "../delivery/run/organization-accounts.ts";
import { planPipelineStack } from "../delivery/run/plan-pipeline-stack.ts";
import { summaryLine } from "../delivery/run/summary-line.ts";
import { readPipelineStack } from "../delivery/stack/pipeline-stack.ts";
import { lockFile, readLock } from "../delivery/stack/read-lock.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { mapConcurrently } from "../map-concurrently.ts";
import { print } from "./print.ts";

const noLock = `warning: got no ${lockFile}; nothing is deployed without one: commit it, as docs/runbooks/lock-file.md says`;

export interface PlanShardOptions {
  readonly shard: number;
  /** Folder with `head/`, `shards/` and, when the repository has one, `.terraform.lock.hcl`. */
  readonly synth: string;
  /** Folder that gets a summary a stack, `<stack>.json`, each as soon as it is planned. */
  readonly out: string;
  /** Whether plans are kept for their apply. */
  readonly save: boolean;
  /** How many stacks at a time; `undefined`: one a processor core, at most 4. */
  readonly jobs: number | undefined;
}

/**
 * Plans the stacks of a shard against their accounts. An account that is not ready is no failure.
 *
 * @returns the exit code: 1 when a stack could not be planned
 */
export async function planShard(options: PlanShardOptions, env: Environment = process.env): Promise<number> {
  const { synth, out, save, jobs = Math.min(availableParallelism(), 4) } = options;
  const shard = await readShard(join(synth, "shards"), options.shard);
  const stacks = await Promise.all(shard.stacks.map((stack) => readPipelineStack(synth, stack, shard.scope)));
  const bucket = commonBucket(stacks.map(({ stack, json }) => [stack, json]));
  const store = s3Store(bucket, env);
  const keep = save ? { store, run: githubRun(env) } : null;
  if (!save && (await readLock(synth)) === null) print(noLock);

  const askAccount = organizationAccounts(join(synth, "head"));
  const summaries = await inTemporaryFolder((scratch, signal) =>
    mapConcurrently(stacks, jobs, async (stack) => {
      const summary = await planPipelineStack(stack, {
        ...{ synth, scratch, env, signal, keep, askAccount, ledger: store },
      });
      await summaryFile.write(join(out, `${stack.stack}.json`), summary);
      print(summaryLine(summary));
      return summary;
    }),
  );
  const count = (outcome: string) => summaries.filter((summary) => summary.outcome === outcome).length;
  print(
    `shard ${shard.index} (${shard.scope}): ${count("changed")} to change, ${count("unchanged")} without change, ${count("not-ready")} not ready, ${count("failed")} failed`,
  );
  return count("failed") > 0 ? 1 : 0;
}
