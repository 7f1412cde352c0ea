/** How long a service is waited for. Times are in milliseconds. */
export interface Patience {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Without the beginning of an answer, or without more of one. */
  readonly silenceMs: number;
  /** For one question as a whole: all its tries, the waits between them, the last byte of the answer. */
  readonly totalMs: number;
  /** How often one question is asked at most, and again only while it is busy or out of reach. */
  readonly tries: number;
  /** How long to wait before another try. @param retry the first is 0 */
  readonly waitMs: (retry: number, isThrottled: boolean) => number;
}

const longestWaitMs = 20_000;

/** For AWS: a question has an answer, or the command an error that says so, within two minutes. */
export const awsPatience: Patience = {
  connectMs: 5_000,
  silenceMs: 20_000,
  totalMs: 120_000,
  tries: 5,
  waitMs: (retry, isThrottled) => backoffMs(retry, isThrottled),
};

/** Twice as long each time, of which the half is chance: those who were throttled together do not come back together. */
export const backoffMs = (retry: number, isThrottled: boolean, random = Math.random): number =>
  Math.min((isThrottled ? 500 : 200) * 2 ** retry, longestWaitMs) * (0.5 + random() / 2);

/** The same, while a command as a whole has time: then nothing is waited for any more. */
export function asPartOf(patience: Patience, commandMs: number): Patience {
  const endMs = performance.now() + commandMs;
  return {
    ...patience,
    get totalMs() {
      return Math.max(Math.min(patience.totalMs, endMs - performance.now()), 1);
    },
  };
}
