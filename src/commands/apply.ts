import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Applied, applyStack } from "../delivery/apply/apply-stack.ts";
import { failureBudget } from "../delivery/apply/failure-budget.ts";
import { readMainTip } from "../delivery/apply/main-tip.ts";
import { resultCounts, resultLine } from "../delivery/apply/result-lines.ts";
import { refuseProgram } from "../delivery/github/refuse-program.ts";
import { affectedFile, type PendingStacks } from "../delivery/handoff/affected-stacks.ts";
import { githubRun } from "../delivery/handoff/github-run.ts";
import { readHeld } from "../delivery/handoff/held-stacks.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { readShard, readShards } from "../delivery/handoff/shard.ts";
import { type ApplyOutcome, resultFile, type StackResult } from "../delivery/handoff/stack-result.ts";
import { commonBucket } from "../delivery/handoff/state-bucket.ts";
import { gitHistory } from "../delivery/repository/git-history.ts";
import { type PipelineStack, readPipelineStack } from "../delivery/stack/pipeline-stack.ts";
import { readLock } from "../delivery/stack/read-lock.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { findTerraform } from "../delivery/terraform/terraform.ts";
import { judge } from "../judge.ts";
import { mapConcurrently } from "../map-concurrently.ts";
import { failureKey, type Scope } from "../names.ts";
import { stackTexts } from "../stack-texts.ts";
import { print } from "./print.ts";

export interface ApplyShardOptions {
  /** Scope of the environment that the job runs in; the shard must be of it. */
  readonly waveScope: string;
  readonly shard: number;
  /** Folder with `head/`, `pending.json`, `shards/` and, when the repository has one, `.terraform.lock.hcl`. */
  readonly synth: string;
  /** Folder with what `plan --save` wrote of each stack, and `held.json` of the report. */
  readonly summaries: string;
  /** Checkout of `main` as it is now: what differs there is left to its deploy. */
  readonly tip: string;
  /** Folder that gets a result a stack, `<stack>.json`. */
  readonly out: string;
  /** How many stacks at a time; `undefined`: one a processor core, at most 4. */
  readonly jobs: number | undefined;
  /**
   * How long to wait for whoever holds a state, or is at work on its stack, as Terraform writes it.
   *
   * @default `10m`
   */
  readonly lockTimeout?: string;
}

/**
 * Applies the kept plans of a shard. When too many stacks of the scope fail, in this shard or another, or when a plan is
 * not what this run made, the rest is not tried.
 *
 * @returns the exit code: 1 when a stack failed, was not tried, or is left to the deploy of a newer commit
 */
export async function applyShard(options: ApplyShardOptions, env: Environment = process.env): Promise<number> {
  const { waveScope, synth, summaries, out, jobs = Math.min(availableParallelism(), 4), lockTimeout = "10m" } = options;
  const folder = join(synth, "shards");
  const shard = await readShard(folder, options.shard);
  const { scope } = shard;
  if (scope !== waveScope) {
    throw new Error(`got shard ${shard.index} of ${scope} in the job of ${waveScope}; use a shard of ${waveScope}`);
  }
  const ofScope = (await readShards(folder)).filter((each) => each.scope === scope);
  const budget = failureBudget(ofScope.reduce((sum, { stacks }) => sum + stacks.length, 0));

  const stacks = await Promise.all(shard.stacks.map((stack) => readPipelineStack(synth, stack, scope)));
  const run = githubRun(env);
  refuseProgram(env, "dispatch deploy");
  const store = s3Store(commonBucket(stacks.map(({ stack, json }) => [stack, json])), env);
  const terraform = await findTerraform(env);
  if ("missing" in terraform) throw new Error(terraform.missing);
  const lock = await readLock(synth);
  const tip = await readMainTip(options.tip, { folder: process.cwd(), commit: run.commit }, textsOf);
  const { reasons: held } = await readHeld(summaries);
  const since = await sinceIn(synth);
  const failures = failureKey(scope, run.runId, run.attempt, "").replace(/[^/]*$/, "");

  const results = await inTemporaryFolder(async (scratch, signal) => {
    const notTried = new StopReason();
    const keep = (result: StackResult) => resultFile.write(join(out, `${result.stack}.json`), result);
    signal.addEventListener("abort", () => print(interrupted));
    const tryStack = async (stack: PipelineStack): Promise<StackResult> => {
      const failed = (await store.list(failures)).length;
      if (failed > budget) notTried.because(overBudget(failed, scope, budget));
      if (signal.aborted) notTried.because("interrupted before it was begun");
      if (notTried.reason !== null) {
        return { stack: stack.stack, scope, wave: shard.wave, outcome: "not-tried", message: notTried.reason };
      }
      const { stop, ...result }: Applied = await applyStack(stack, {
        ...{ synth, summaries, held, since, store, run, tip, scratch, env, signal, lockTimeout },
        lock,
        terraformVersion: terraform.version,
        isAncestor: gitHistory(process.cwd()),
        keep,
        patience: {
          wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
          longestMs: millisecondsOf(lockTimeout),
          say: print,
        },
        now: () => new Date().toISOString(),
      });
      if (stop) notTried.because(`the plan of ${stack.stack} is not to be trusted`);
      return result;
    };
    const done = await mapConcurrently(stacks, jobs, async (stack) => {
      const result = await tryStack(stack);
      print(resultLine(result));
      await keep(result);
      if (result.outcome === "failed") {
        await store.put(failureKey(scope, run.runId, run.attempt, stack.stack), resultFile.text(result));
      }
      return result;
    });
    print(`shard ${shard.index} (${scope}): ${resultCounts(done)}`);
    return done;
  });
  // what comes after stands on it, and must not begin
  const bad: readonly ApplyOutcome[] = ["failed", "not-tried", "left"];
  return results.some(({ outcome }) => bad.includes(outcome)) ? 1 : 0;
}

const units = { s: 1000, m: 60_000 } as const;

/** Of a time in seconds or minutes; of any other, nothing is waited. */
function millisecondsOf(time: string): number {
  const [, count = "0", unit = "s"] = /^(\d+)([sm])$/.exec(time) ?? [];
  return Number(count) * units[unit as keyof typeof units];
}

/** What `pending` has found in the ledger. */
async function sinceIn(synth: string): Promise<PendingStacks["since"]> {
  const file = join(synth, "pending.json");
  const pending = await affectedFile.read(file);
  if ("since" in pending) return pending.since;
  throw new Error(`${file}: got affected stacks; use what \`lockstep pending\` wrote`);
}

/** What a config comes to by this run's own code. */
function textsOf(config: string): ReadonlyMap<string, string> | null {
  const { estate } = judge(config);
  return estate && stackTexts(estate);
}

/** Why the rest of the shard is left alone: the first reason that there was. */
class StopReason {
  reason: string | null = null;

  because(reason: string) {
    this.reason ??= reason;
  }
}

const interrupted =
  "interrupted: Terraform is asked to stop; it ends what it has begun, writes the state and frees the lock";

const overBudget = (failed: number, scope: Scope, budget: number) =>
  `${failed} stacks of ${scope} failed in this run, more than the ${budget} that may; mend what they have in common, then dispatch deploy`;
