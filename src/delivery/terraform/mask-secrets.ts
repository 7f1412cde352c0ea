import type { Environment } from "./offline-environment.ts";

const masked = "(masked)";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
const keyId = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;
const secretKey =
  /(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const sessionToken = /(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+=_-]{150,}/g;
const webToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const named =
  /((?:secret_?access_?key|session_?token|security-?token|x-amz-signature|password)["']?\s*[=:]\s*["']?)[^\s"'&,]+/gi;
const secretVariable = /SECRET|TOKEN|PASSWORD|ACCESS_KEY/;

/**
 * Text without anything that looks like a credential, and without the values of the job's own: errors travel to comments
 * that everybody reads.
 */
export function maskSecrets(text: string, env: Environment = {}): string {
  const own = Object.entries(env).flatMap(([name, value]) =>
    value && value.length >= 8 && secretVariable.test(name) ? [value] : [],
  );
  // the longest first: one may be part of another
  const withoutOwn = own
    .sort((a, b) => b.length - a.length)
    .reduce((left, value) => left.replaceAll(value, masked), text);
  return [keyId, webToken, sessionToken, secretKey]
    .reduce((left, pattern) => left.replace(pattern, masked), withoutOwn)
    .replace(named, `$1${masked}`);
}
