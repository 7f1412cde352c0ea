import { byText } from "../../by-text.ts";
import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { code, names } from "../../words/markdown.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { type Deed, deedOf } from "../resources/deed.ts";
import type { Section } from "./section.ts";

const mostStacks = 5;
const verbs: Readonly<Partial<Record<Deed, string>>> = {
  delete: "deleted",
  replacement: "deleted and created anew",
  forget: "left behind, no longer planned",
};

/** Everything that plans take away, whether a guard minds or not: what is gone is what reviewers must not overlook. */
export function lossesSection(summaries: readonly StackSummary[]): readonly Section[] {
  const lost = [...summaries].sort(byText(({ stack }) => stack)).flatMap(({ stack, changes }) =>
    changes.flatMap((change) => {
      const verb = verbs[deedOf(change)];
      return verb === undefined ? [] : [{ stack, address: change.address, verb }];
    }),
  );
  if (lost.length === 0) return [];
  const groups = [...groupBy(lost, ({ verb, address }) => `${verb} ${address}`).values()].sort(
    (a, b) => order(a[0]?.verb) - order(b[0]?.verb) || b.length - a.length,
  );
  return [
    {
      heading: `### Deleted, replaced or left behind: ${counted(lost.length, "resource")}`,
      noun: "row",
      items: groups.flatMap((members) => {
        const [first] = members;
        if (!first) return [];
        const stacks = members.map(({ stack }) => stack);
        const start = `- ${first.verb}: ${code(first.address)}`;
        return [
          { text: `${start} in ${names(stacks, mostStacks)}`, short: `${start} in ${counted(stacks.length, "stack")}` },
        ];
      }),
    },
  ];
}

const order = (verb: string | undefined) => Object.values(verbs).indexOf(verb ?? "");
