import file from "./kinds-by-region.json" with { type: "json" };
import { listOf, readTable, text } from "./read-table.ts";

/** Kinds of resources that AWS Backup offers in some Regions only; those that no row names are offered wherever they exist. */
export const kindsByRegionTable = readTable("kinds-by-region", file, {
  region: text,
  kinds: listOf(text),
});
