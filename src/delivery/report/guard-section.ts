import { byText } from "../../by-text.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { fullStop, markdownItemOfAll } from "../../diagnostics/render/markdown.ts";
import { sentence } from "../../diagnostics/sentence.ts";
import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { fence, prose } from "../../words/markdown.ts";
import type { Decision } from "../guard/decide.ts";
import { guardRules } from "../guard/rules/index.ts";
import type { Section } from "./section.ts";

const mostStacks = 5;

/** What stands, and how to go on: changing it back, or an allowance that others review. */
export function standingSection({ standing }: Decision): readonly Section[] {
  const [first] = standing;
  if (!first) return [];
  const entry = [
    `- stack: ${first.place.stack}`,
    `  address: ${JSON.stringify(first.place.address)}`,
    `  action: ${first.rule}`,
    "  reason: why it is meant",
    "  expires: the last day it holds, at most 30 days ahead",
  ];
  return [
    {
      heading: `### ⛔ Stopped by the guard: ${counted(standing.length, "finding")}`,
      intro: "Change it back, or have an entry in `config/allowances.yaml` reviewed for each that is meant.",
      noun: "finding",
      items: items(standing, (members) => {
        const [violation] = members;
        return `${markdownItemOfAll(members, mostStacks)} ${why(violation.rule)}`.trimEnd();
      }),
      closing: ["An entry that lets the first one pass:", fence(entry, "yaml")].join("\n\n"),
    },
  ];
}

/** What reviewers let pass, and until when: once more before everybody's eyes. */
export function allowedSection({ allowed }: Decision): readonly Section[] {
  if (allowed.length === 0) return [];
  return [
    {
      heading: `### Let pass by \`config/allowances.yaml\`: ${counted(allowed.length, "finding")}`,
      noun: "finding",
      items: items(allowed, (members) => {
        const [violation] = members;
        const { reason, expires } = violation.allowance;
        return `${markdownItemOfAll(members, mostStacks)} Allowed until ${prose(expires)}: ${fullStop(reason)}`;
      }),
    },
  ];
}

type Violation = Diagnostic<StackResource>;
type Members<V extends Violation = Violation> = readonly [V, ...V[]];

/** One item for all stacks in which the same is found at the same address. */
function items<V extends Violation>(found: readonly V[], text: (members: Members<V>) => string): Section["items"] {
  const groups = groupBy(sorted(found), ({ place: { stack: _, ...place }, ...same }) =>
    JSON.stringify({ ...same, place }),
  );
  return [...groups.values()].map((members) => {
    const whole = text(members as readonly V[] as Members<V>);
    return { text: whole, short: whole };
  });
}

const sorted = <V extends Violation>(found: readonly V[]) => {
  const key = (one: V) => [one.place.stack, one.place.address, one.rule, sentence(one)].join("\n");
  return [...found].sort(byText(key));
};
const why = (rule: string) => guardRules.find(({ id }) => id === rule)?.why ?? "";
