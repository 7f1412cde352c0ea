import file from "./continuous-backup.json" with { type: "json" };
import { listOf, oneOf, page, readTable, text } from "./read-table.ts";

export const continuousBackupTable = readTable("continuous-backup", file, {
  kind: text,
  from: page,
  retentionChange: oneOf("stops", "unclear", "goes-on"),
  restsOn: listOf(text),
});
