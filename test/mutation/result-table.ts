import type { AreaResult } from "./mutate-area.ts";

/** How many of the mutants that tests could kill they did, in percent; 100 when there was none. */
export const share = ({ killed, survivors }: AreaResult): number =>
  killed + survivors.length === 0 ? 100 : (100 * killed) / (killed + survivors.length);

/** A line an area: what was made, what became of it, and whether that is enough. */
export function resultTable(results: readonly AreaResult[]): string {
  const rows = [
    ["folder", "made", "refused by tsc", "equivalent", "killed", "survived", "share", "asked"],
    ...results.map((result) => [
      result.area.folder,
      `${result.made}`,
      `${result.refused}`,
      `${result.equivalent}`,
      `${result.killed}`,
      `${result.survivors.length}`,
      `${share(result).toFixed(1)} %`,
      `${result.area.threshold} %${share(result) < result.area.threshold ? " missed" : ""}`,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
