import file from "./quotas.json" with { type: "json" };
import { page, readTable, text, whole } from "./read-table.ts";

/** How much AWS takes. */
export const quotasTable = readTable("quotas", file, {
  quota: text,
  most: whole,
  page,
});
