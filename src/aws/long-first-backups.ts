import type { ResourceKind } from "./resource-kinds.ts";
import file from "./tables/long-first-backups.json" with { type: "json" };
import { flag, orNull, page, readTable, text, whole } from "./tables/read-table.ts";

export const longFirstBackupsTable = readTable("long-first-backups", file, {
  kind: text,
  from: page,
  longestHours: orNull(whole),
  goesOn: flag,
});

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
export const longFirstBackup = ({ name }: ResourceKind): LongFirstBackup | null => byKind.get(name) ?? null;
