import file from "./continuous.json" with { type: "json" };
import { page, readTable, text, whole } from "./read-table.ts";

/** How much is lost at most with continuous backup. */
export const continuousTable = readTable("continuous", file, {
  kind: text,
  minutes: whole,
  page,
});
