/** What could not be asked, because whom it was asked of was busy, silent or not there. */
interface OutOfReach extends Error {
  readonly isOutOfReach: true;
}

/**
 * An error that says so, and that nothing but another try later can help.
 *
 * @param asked such as `KMS in eu-west-2 was asked for ListKeys 5 times in 12 s`
 * @param name as the service calls it, such as `ThrottlingException`
 */
export const outOfReach = (said: string, asked: string, name: string, cause?: unknown): Error =>
  Object.assign(new Error(`${said} (${asked}); it is busy or out of reach, try again later`, { cause }), {
    name,
    isOutOfReach: true,
  });

export const isOutOfReach = (error: unknown): error is OutOfReach =>
  error instanceof Error && "isOutOfReach" in error && error.isOutOfReach === true;
