import file from "./features-by-region.json" with { type: "json" };
import { flag, readTable, text } from "./read-table.ts";

/** What AWS Backup offers in each Region; `policies`: cross-account management, with which backup policies of an organization run. */
export const featuresByRegionTable = readTable("features-by-region", file, {
  region: text,
  crossRegion: flag,
  policies: flag,
  crossAccount: flag,
  restoreTesting: flag,
  airGapped: flag,
});
