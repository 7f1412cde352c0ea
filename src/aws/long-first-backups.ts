import type { ResourceKind } from "./resource-kinds.ts";
import { longFirstBackupsTable } from "./tables/long-first-backups-table.ts";

/** A kind of resource whose first, full backup may take days, where those that follow take minutes. */
export interface LongFirstBackup {
  /** The longest that AWS names, in hours; `null`: it says that it may be too long, and not how long. */
  readonly longestHours: number | null;
  /** Whether the next backup goes on where one that was cancelled left off; otherwise it starts anew. */
  readonly goesOn: boolean;
}

const byKind: ReadonlyMap<string, LongFirstBackup> = new Map(
  longFirstBackupsTable.rows.map(({ kind, longestHours, goesOn }) => [kind, { longestHours, goesOn }]),
);

/** `null`: AWS names no such thing. */
export const longFirstBackup = ({ of }: ResourceKind): LongFirstBackup | null => byKind.get(of) ?? null;
