import { listOf, oneOf, readTable, text, whole } from "./read-table.ts";
import file from "./refused-times.json" with { type: "json" };

export const refusedTimesTable = readTable("refused-times", file, {
  kinds: listOf(text),
  beforeMinutes: whole,
  windowMinutes: whole,
  ownWindows: listOf(oneOf("daily", "weekly")),
  whenContinuous: listOf(oneOf("daily", "weekly")),
});
