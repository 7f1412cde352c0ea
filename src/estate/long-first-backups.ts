import { type LongFirstBackup, longFirstBackup } from "../aws/long-first-backups.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Plan } from "../model.ts";

/**
 * What AWS gives a backup when nobody writes less.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
const usualMinutes = 7 * minutesPerDay;

/** Kinds of resources whose first, full backup every rule of a plan may cut short; none where one rule gives it time. */
export function longFirstBackups(
  { rules }: Plan,
  kinds: readonly ResourceKind[],
): readonly { readonly kind: ResourceKind; readonly first: LongFirstBackup }[] {
  if (rules.some(({ completeWithinMinutes }) => completeWithinMinutes >= usualMinutes)) return [];
  return kinds.flatMap((kind) => {
    const first = longFirstBackup(kind);
    return first ? [{ kind, first }] : [];
  });
}
