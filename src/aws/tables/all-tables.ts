import { continuousBackupTable } from "./continuous-backup-table.ts";
import { continuousTable } from "./continuous-table.ts";
import { copyLimitsTable } from "./copy-limits-table.ts";
import { featureCorrectionsTable } from "./feature-corrections-table.ts";
import { featuresByKindTable } from "./features-by-kind-table.ts";
import { featuresByRegionTable } from "./features-by-region-table.ts";
import { kindsApartTable } from "./kinds-apart-table.ts";
import { kindsByRegionTable } from "./kinds-by-region-table.ts";
import { longFirstBackupsTable } from "./long-first-backups-table.ts";
import { prerequisitesTable } from "./prerequisites-table.ts";
import { quotasTable } from "./quotas-table.ts";
import type { Table } from "./read-table.ts";
import { refusedTimesTable } from "./refused-times-table.ts";
import { regionsTable } from "./regions-table.ts";
import { resourceTypesTable } from "./resource-types-table.ts";
import { scannedTypesTable } from "./scanned-types-table.ts";
import { vssInstancesTable } from "./vss-instances-table.ts";

/** Every table of this folder, whoever reads it: those that are a year old are warned of. */
export const allTables: readonly Table<unknown>[] = [
  continuousBackupTable,
  continuousTable,
  copyLimitsTable,
  featureCorrectionsTable,
  featuresByKindTable,
  featuresByRegionTable,
  kindsApartTable,
  kindsByRegionTable,
  longFirstBackupsTable,
  prerequisitesTable,
  quotasTable,
  refusedTimesTable,
  regionsTable,
  resourceTypesTable,
  scannedTypesTable,
  vssInstancesTable,
];
