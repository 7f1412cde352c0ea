/**
 * Works without the stack traces that `cdktf` takes of every token, in case it has to name where one came from: they cost
 * a quarter of a synthesis. Errors keep their own.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
