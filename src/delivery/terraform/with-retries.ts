import { setTimeout as sleep } from "node:timers/promises";
import { saidBy, type TerraformRun } from "./terraform.ts";
import { isTransient } from "./transient.ts";

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Exit codes that are no failure. */
  readonly good: readonly number[];
  /** @default a few seconds, twice as many each time */
  readonly waitMs?: ((retry: number) => number) | undefined;
}

const retries = 3;

/** Runs Terraform, again up to three times when what failed is likely to pass. */
export async function withRetries(run: () => Promise<TerraformRun>, options: RetryOptions): Promise<TerraformRun> {
  const { signal, good, waitMs = backoffMs } = options;
  for (let retry = 0; ; retry++) {
    const result = await run();
    const isGood = typeof result.end === "number" && good.includes(result.end);
    if (isGood || retry === retries || !isTransient(saidBy(result), process.uptime())) return result;
    await sleep(waitMs(retry), undefined, { signal });
  }
}

/** Before the first retry, which is 0, two to four seconds, and twice as many each time: not all shards at one moment. */
export const backoffMs = (retry: number, random = Math.random): number => 2000 * 2 ** retry * (1 + random());
