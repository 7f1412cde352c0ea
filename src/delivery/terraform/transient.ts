/** Terraform wraps what it says at 78 columns, wherever that is. */
export const unwrapped = (text: string): string => text.replace(/\s+/g, " ");

// trying again changes none of these, and could lock an account out or hide a fault
const lasting: readonly RegExp[] = [
  /AccessDenied|UnauthorizedOperation|not authorized to perform/i,
  /ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|No valid credential sources/,
  /ValidationException|ValidationError|MalformedPolicy|InvalidParameter/,
  /Saved plan is stale|Error acquiring the state lock/,
  /Unsupported argument|Missing required argument|Invalid (?:resource type|reference|provider configuration)/,
];

const passing: readonly RegExp[] = [
  /Throttling|ThrottledException|TooManyRequests|RequestLimitExceeded|Rate exceeded|SlowDown|StatusCode: 429/,
  /RequestError|RequestTimeout|connection reset|connection refused|broken pipe|unexpected EOF/i,
  /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|context deadline exceeded|no such host/,
  /StatusCode: 5\d\d|InternalError|InternalFailure|ServiceUnavailable|status code 5\d\d|\b50[234] (?:Bad Gateway|Service Unavailable|Gateway Timeout)/,
  /could not connect to registry\.terraform\.io|Failed to query available provider packages.*(?:timeout|502|503|504)/i,
];

// a new identity takes a while to be known everywhere
const notKnownYet = /AssumeRoleWithWebIdentity.*not authorized|not authorized.*AssumeRoleWithWebIdentity/i;
const knownAfterSeconds = 60;

/**
 * Whether what failed may well succeed when it is tried again, by what Terraform said of it.
 *
 * @param elapsedSeconds since the job began
 */
export function isTransient(said: string, elapsedSeconds: number): boolean {
  const text = unwrapped(said);
  if (notKnownYet.test(text)) return elapsedSeconds < knownAfterSeconds;
  return !lasting.some((pattern) => pattern.test(text)) && passing.some((pattern) => pattern.test(text));
}
