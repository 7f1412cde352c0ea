import { counted } from "../../words/counted.ts";
import { prose } from "../../words/markdown.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import type { Section } from "./section.ts";
import { strangeKeyLines } from "./strange-keys.ts";

/** Settings that AWS has and config does not know, or the other way round: one note each. */
export function strangeKeysSection(
  summaries: readonly Pick<StackSummary, "stack" | "strangeKeys">[],
): readonly Section[] {
  const lines = strangeKeyLines(summaries);
  if (lines.length === 0) return [];
  return [
    {
      heading: `### Settings that AWS has changed: ${counted(lines.length, "note")}`,
      noun: "note",
      items: lines.map((line) => ({ text: `- ${prose(line)}`, short: `- ${prose(line)}` })),
    },
  ];
}
