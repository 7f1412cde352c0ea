import { byText } from "../../by-text.ts";
import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { names, prose } from "../../words/markdown.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import type { Section } from "./section.ts";

const mostStacks = 5;

/** What interrupted applies have left, or stands in the way, and is not taken over: a person has to look at it. */
export function leftoversSection(summaries: readonly StackSummary[]): readonly Section[] {
  const found = summaries.flatMap(({ stack, recovery }) => (recovery?.notes ?? []).map((note) => ({ stack, note })));
  if (found.length === 0) return [];
  const sorted = [...found].sort(byText(({ stack, note }) => `${stack}\n${note}`));
  return [
    {
      heading: `### Exists, or may exist, and is not taken over: ${counted(found.length, "finding")}`,
      noun: "finding",
      items: [...groupBy(sorted, ({ note }) => note)].map(([note, members]) => {
        const stacks = members.map(({ stack }) => stack);
        const text = `- ${names(stacks, mostStacks)}: ${prose(note)}`;
        return { text, short: text };
      }),
    },
  ];
}
