import { typeNames } from "../type-names.ts";
import { listOf, oneOf, readTable, text } from "./read-table.ts";
import file from "./resource-types.json" with { type: "json" };

/** Patterns that select a type in a backup policy. */
export const resourceTypesTable = readTable("resource-types", file, {
  type: oneOf(...typeNames),
  patterns: listOf(text),
});
