import { continuousBackupTable } from "../continuous-backup.ts";
import { longFirstBackupsTable } from "../long-first-backups.ts";
import { refusedTimesTable } from "../refused-times.ts";
import type { Table } from "./read-table.ts";

/** Every table of this folder, whoever reads it: those that are a year old are warned of. */
export const allTables: readonly Table<unknown>[] = [continuousBackupTable, longFirstBackupsTable, refusedTimesTable];
