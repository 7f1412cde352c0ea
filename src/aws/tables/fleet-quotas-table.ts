import table from "./fleet-quotas.json" with { type: "json" };
import { flag, listOf, page, readTable, text, whole } from "./read-table.ts";

/**
 * How many copies AWS has in progress at once into one Region of the account that they go to, whoever they come from. What
 * comes on top waits.
 *
 * AWS Backup's pages name such numbers for what it manages itself; the other services have their own. Where no page has a
 * number (`isSaid` is false) stands the least that AWS has for snapshots of that sort.
 */
export const fleetQuotasTable = readTable("fleet-quotas", table, {
  /** Names of kinds of resources, which share the number. */
  kinds: listOf(text),
  atOnce: whole,
  /** Those of them that AWS copies from full backups although it backs up what changed. */
  copiedFromFull: listOf(text),
  isSaid: flag,
  page,
});
