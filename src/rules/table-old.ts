import { allTables } from "../aws/tables/all-tables.ts";
import type { Table } from "../aws/tables/read-table.ts";
import { byText } from "../by-text.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { organizationFile } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { dayRule } from "../diagnostics/rule.ts";

export const tableOld = dayRule({
  id: "table-old",
  severity: "warning",
  what: "tables of AWS that nobody has held against AWS's pages for a year",
  why: "What AWS began to offer or to refuse since then is judged as it was.",
  source: null,
});

/**
 * One for all of them: whoever reads AWS's pages again reads them at one sitting. It is no fault of a config and stands at the
 * head of one.
 *
 * @param today as YYYY-MM-DD
 */
export function oldTables(
  config: string,
  today: string,
  tables: readonly Table<unknown>[] = allTables,
): readonly Diagnostic<Position>[] {
  const old = tables.filter(({ readOn }) => aYearAfter(readOn) <= today).sort(byText(({ name }) => name));
  const [oldest] = old.map(({ readOn }) => readOn).sort();
  if (oldest === undefined) return [];
  return [
    diagnosticOf(tableOld, {
      at: { file: `${config}/${organizationFile}`, line: 1, column: 1, key: "" },
      got: `got tables of AWS that are over a year old, the oldest of ${oldest}: ${old.map(({ name }) => name).join(", ")}`,
      why: "what AWS began to offer or to refuse since then is judged as it was",
      use: "use a newer release of Lockstep, or read the pages again that their rows name and correct src/aws/tables",
    }),
  ];
}

/** The day a year later as text, for a comparison: of 29 February it need be none. */
const aYearAfter = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
