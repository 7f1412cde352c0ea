import file from "./feature-corrections.json" with { type: "json" };
import { flag, oneOf, page, readTable, text } from "./read-table.ts";

/** Where a note or another page says otherwise than the ticks: what promises less stands, or what the ticks have no column for. */
export const featureCorrectionsTable = readTable("feature-corrections", file, {
  kind: text,
  feature: oneOf("archive", "cold", "crossAccount", "crossRegion", "restoreTesting", "vaultKey"),
  value: flag,
  page,
});
