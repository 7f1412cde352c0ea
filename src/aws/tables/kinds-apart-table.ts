import file from "./kinds-apart.json" with { type: "json" };
import { listOf, oneOf, page, readTable, text } from "./read-table.ts";

/** Kinds within a kind, by an option or an engine that no policy can tell apart, with what AWS cannot do with them. */
export const kindsApartTable = readTable("kinds-apart", file, {
  kind: text,
  of: text,
  lacks: listOf(oneOf("crossAccount", "crossRegion", "restoreTesting")),
  page,
});
