import type { ResourceKind } from "./resource-kinds.ts";
import { prerequisitesTable } from "./tables/prerequisites-table.ts";

/** What AWS Backup asks of resources of a type, or passes over: no job fails for it. */
export interface Ask {
  readonly type: string;
  readonly says: "needs" | "leaves out";
  readonly what: string;
}

/** What AWS Backup asks of resources of these kinds, by type. */
export function asksOf(kinds: readonly ResourceKind[]): readonly Ask[] {
  const types = new Set(kinds.map(({ type }) => type));
  return prerequisitesTable.rows
    .filter(({ type }) => types.has(type))
    .map(({ type, says, what }) => ({ type, says, what }));
}
