import { setTimeout } from "node:timers/promises";
import { ghFailure, isPassing } from "./gh.ts";

/** Waits between tries, in milliseconds; GitHub asks for a minute after its secondary limit of rate. */
const waits = [5_000, 60_000] as const;
/** A try that begins later than this would end later than the job that it is for. */
const longestMs = 240_000;

/**
 * Does `work` again, twice at most, where GitHub is busy. The whole work, which looks before it writes: a comment that was
 * created although GitHub answered with an error is found by the next try.
 *
 * @throws what the last try threw; of several, with how many there were in what time
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  wait: (milliseconds: number) => Promise<unknown> = setTimeout,
  nowMs: () => number = () => performance.now(),
): Promise<T> {
  const begunMs = nowMs();
  for (let retry = 0; ; retry++) {
    try {
      return await work();
    } catch (error) {
      const failure = ghFailure(error);
      if (!failure || !isPassing(failure)) throw error;
      const waitMs = waits[retry];
      const spentMs = nowMs() - begunMs;
      if (waitMs === undefined || spentMs + waitMs > longestMs)
        throw retry === 0 ? error : tried(error, retry, spentMs);
      await wait(waitMs);
    }
  }
}

const tried = (error: unknown, retry: number, spentMs: number): Error => {
  const { message, cause } = error as Error;
  return new Error(`${message} (tried ${retry + 1} times in ${Math.round(spentMs / 1000)} s)`, { cause });
};
