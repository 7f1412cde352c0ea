import { setTimeout } from "node:timers/promises";
import { ghFailure, isPassing } from "./gh.ts";

/** Waits between tries, in milliseconds; GitHub asks for a minute after its secondary limit of rate. */
const waits = [5_000, 60_000] as const;

/**
 * Does `work` again, twice at most, where GitHub is busy. The whole work, which looks before it writes: a comment that was
 * created although GitHub answered with an error is found by the next try.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  wait: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<T> {
  for (const milliseconds of waits) {
    try {
      return await work();
    } catch (error) {
      const failure = ghFailure(error);
      if (!failure || !isPassing(failure)) throw error;
      await wait(milliseconds);
    }
  }
  return work();
}
