import { typeNames } from "../type-names.ts";
import file from "./features-by-kind.json" with { type: "json" };
import { flag, oneOf, readTable, text } from "./read-table.ts";

/** What AWS Backup does with each kind of resource, tick by tick; corrected by what other pages and the notes say. */
export const featuresByKindTable = readTable("features-by-kind", file, {
  kind: text,
  type: oneOf(...typeNames),
  selectedAs: oneOf(...typeNames),
  crossRegion: flag,
  crossAccount: flag,
  incremental: flag,
  continuous: flag,
  fullManagement: flag,
  cold: flag,
  restoreTesting: flag,
  airGapped: flag,
});
