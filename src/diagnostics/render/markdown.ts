import type { Diagnostic } from "../diagnostic.ts";
import type { ShownPlace } from "../place.ts";
import { placeText } from "./place-text.ts";

/** A list for a comment or a summary, with what is wrong, what comes of it and the way out apart. */
export const markdownList = (diagnostics: readonly Diagnostic<ShownPlace>[]): readonly string[] =>
  diagnostics.flatMap(({ rule, severity, place, got, why, use }) => {
    const { where, key } = placeText(place);
    const at = [where, key].filter(Boolean).join(" ");
    return [
      `- **${severity}** ${code(rule)} at ${code(at)}: ${plain(got)}`,
      ...[why, use].filter((clause) => clause !== "").map((clause) => `  - ${plain(clause)}`),
    ];
  });

/** Between backticks, of which it takes one more than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** What Markdown or HTML would read as something else, or as somebody to notify. */
const plain = (text: string) => text.replace(/[\\`*_[\]<>#|~@&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
