import type { ProtectedResource } from "../resources.ts";

/**
 * The moment that a continuous backup of a resource reaches, which is asked for another one. A bucket that no longer tells EventBridge of
 * its changes leaves it as it was, AVAILABLE, without a word.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html#s3-eventbridge-disabled-impact
 */
export const heardUntil = (resource: ProtectedResource | undefined, at: number): number =>
  Math.min(at, resource?.silentSince ?? at);
