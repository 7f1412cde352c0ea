import { typeNames } from "../type-names.ts";
import file from "./prerequisites.json" with { type: "json" };
import { oneOf, page, readTable, text } from "./read-table.ts";

/** What AWS Backup asks of resources before it backs them up, and what it leaves out without a word. */
export const prerequisitesTable = readTable("prerequisites", file, {
  type: oneOf(...typeNames),
  says: oneOf("leaves out", "needs"),
  what: text,
  page,
});
