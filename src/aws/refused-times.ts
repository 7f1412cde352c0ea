import type { ResourceKind } from "./resource-kinds.ts";
import { refusedTimesTable } from "./tables/refused-times-table.ts";

/** Times in which a service starts no backup of a kind of resource, because of windows of the resource's own. */
export interface RefusedTimes {
  /** How long before such a window begins, in minutes; it lasts until the window's end. */
  readonly beforeMinutes: number;
  /** As long as AWS makes a window that nobody set, in minutes. */
  readonly windowMinutes: number;
  /** One for the service's own backups each day, one for its maintenance each week. */
  readonly windows: number;
  /** Those that are left for snapshots where AWS Backup has taken over the service's own backups for continuous ones. */
  readonly windowsWhenContinuous: number;
}

const timesByKind: ReadonlyMap<string, RefusedTimes> = new Map(
  refusedTimesTable.rows
    .filter(({ ownWindows }) => ownWindows.length > 0)
    .flatMap(({ kinds, beforeMinutes, windowMinutes, ownWindows, whenContinuous }) => {
      const times = {
        beforeMinutes,
        windowMinutes,
        windows: ownWindows.length,
        windowsWhenContinuous: whenContinuous.length,
      };
      return kinds.map((kind) => [kind, times] as const);
    }),
);

/** `null`: AWS names none. */
export const refusedTimes = ({ of }: ResourceKind): RefusedTimes | null => timesByKind.get(of) ?? null;

/**
 * A backup that could not start is tried again every 10 minutes at least, within its start window.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export const startRetryMinutes = 10;
