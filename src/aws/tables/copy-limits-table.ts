import file from "./copy-limits.json" with { type: "json" };
import { listOf, oneOf, page, readTable, text } from "./read-table.ts";

/** Copies that AWS makes elsewhere, and not from or to these Regions. */
export const copyLimitsTable = readTable("copy-limits", file, {
  kinds: listOf(text),
  which: oneOf("acrossAccounts", "acrossRegions", "all"),
  among: oneOf("listed", "mustOptIn"),
  regions: listOf(text),
  page,
});
