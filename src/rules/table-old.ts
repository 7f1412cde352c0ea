import { allTables } from "../aws/tables/all-tables.ts";
import type { Table } from "../aws/tables/read-table.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { organizationFile } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { dayRule } from "../diagnostics/rule.ts";
import { groupBy } from "../group-by.ts";

export const tableOld = dayRule({
  id: "table-old",
  severity: "warning",
  what: "tables of AWS that nobody has held against AWS's pages for a year",
  why: "What AWS began to offer or to refuse since then is judged as it was.",
  source: null,
});

/**
 * One a page of AWS and the day on which it was read, whichever tables have their rows from it. It is no fault of a config
 * and stands at the head of one.
 *
 * @param today as YYYY-MM-DD
 */
export function oldTables(
  config: string,
  today: string,
  tables: readonly Table<unknown>[] = allTables,
): readonly Diagnostic<Position>[] {
  const old = tables.filter(({ readOn }) => aYearAfter(readOn) <= today);
  return [...groupBy(old, ({ source, readOn }) => `${readOn} ${source}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, together]) => {
      const [first] = together;
      if (!first) return [];
      const names = together.map(({ name }) => name).sort();
      return [
        diagnosticOf(tableOld, {
          at: { file: `${config}/${organizationFile}`, line: 1, column: 1, key: "" },
          got: `got tables of AWS as of ${first.readOn}: ${names.join(", ")}`,
          why: "what AWS began to offer or to refuse since then is judged as it was",
          use: `use a newer release of Lockstep, or read ${pagesOf(first)} again and correct src/aws/tables`,
        }),
      ];
    });
}

/** The day a year later as text, for a comparison: of 29 February it need be none. */
const aYearAfter = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

const pagesOf = ({ source }: Table<unknown>) => (source.endsWith(".html") ? source : "the pages that their rows name");
