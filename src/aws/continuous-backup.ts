import type { ResourceKind } from "./resource-kinds.ts";
import file from "./tables/continuous-backup.json" with { type: "json" };
import { listOf, oneOf, page, readTable, text } from "./tables/read-table.ts";

export const continuousBackupTable = readTable("continuous-backup", file, {
  kind: text,
  from: page,
  retentionChange: oneOf("stops", "unclear", "goes-on"),
  restsOn: listOf(text),
});

/** What AWS says of continuous backup of one kind of resource. */
export interface ContinuousBackup {
  /** What becomes of the recovery point when it is to be kept longer or shorter; `unclear`: two pages of AWS contradict each other. */
  readonly retentionChange: "stops" | "unclear" | "goes-on";
  /** Without one of these AWS takes a snapshot, or stops the recovery point, and calls the job completed. */
  readonly restsOn: readonly string[];
}

const byKind: ReadonlyMap<string, ContinuousBackup> = new Map(
  continuousBackupTable.rows.map(({ kind, retentionChange, restsOn }) => [kind, { retentionChange, restsOn }]),
);

/** `null`: it has none. */
export const continuousBackup = ({ name }: ResourceKind): ContinuousBackup | null => byKind.get(name) ?? null;
