import type { ResourceKind } from "./resource-kinds.ts";
import { continuousBackupTable } from "./tables/continuous-backup-table.ts";

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
export const continuousBackup = ({ of }: ResourceKind): ContinuousBackup | null => byKind.get(of) ?? null;
