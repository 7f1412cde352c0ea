import { grouped } from "./grouped.ts";

/** At most `most` texts with commas, and how many more there are: `a, b and 2 more`. */
export function andMore(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(", ");
  const more = texts.length - most;
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}

/**
 * At most `most` lines, and one that says how many more there are.
 *
 * @param of what they are, such as ` values`
 * @param start what that line begins with, such as `- ` in a list
 */
export const linesAndMore = (lines: readonly string[], most: number, of = "", start = ""): readonly string[] =>
  lines.length > most ? [...lines.slice(0, most), `${start}and ${grouped(lines.length - most)} more${of}`] : lines;
