import file from "./long-first-backups.json" with { type: "json" };
import { flag, orNull, page, readTable, text, whole } from "./read-table.ts";

export const longFirstBackupsTable = readTable("long-first-backups", file, {
  kind: text,
  from: page,
  longestHours: orNull(whole),
  goesOn: flag,
});
