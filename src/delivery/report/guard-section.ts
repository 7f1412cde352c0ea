import { groupBy } from "../../group-by.ts";
import { type GuardRuleId, guardRules } from "../../guard-rules.ts";
import type { Decision, StackViolation } from "../guard/decide.ts";
import { code, count, fence, names, prose } from "./markdown.ts";
import type { Section } from "./section.ts";

const mostStacks = 5;

/** What stands, and how to go on: changing it back, or an allowance that others review. */
export function standingSection({ standing }: Decision): readonly Section[] {
  const [first] = standing;
  if (!first) return [];
  const entry = [
    `- stack: ${first.stack}`,
    `  address: ${JSON.stringify(first.violation.address)}`,
    `  action: ${first.violation.rule}`,
    "  reason: why it is meant",
    "  expires: the last day it holds, at most 30 days ahead",
  ];
  return [
    {
      heading: `### ⛔ Stopped by the guard: ${count(standing.length, "finding")}`,
      intro: "Change it back, or have an entry in `config/allowances.yaml` reviewed for each that is meant.",
      noun: "finding",
      items: items(standing, (members) => {
        const [{ violation }] = members;
        return `- ${place(members)}: ${sentence(violation.message)} ${why(violation.rule)}`.trimEnd();
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
      heading: `### Let pass by \`config/allowances.yaml\`: ${count(allowed.length, "finding")}`,
      noun: "finding",
      items: items(allowed, (members) => {
        const [{ violation }] = members;
        const { reason = "", expires = "" } = violation.allowance ?? {};
        return `- ${place(members)}: ${sentence(violation.message)} Allowed until ${prose(expires)}: ${sentence(reason)}`;
      }),
    },
  ];
}

type Members = readonly [StackViolation, ...StackViolation[]];

/** One item for all stacks in which the same is found at the same address. */
function items(found: readonly StackViolation[], text: (members: Members) => string): Section["items"] {
  const groups = groupBy(sorted(found), ({ violation }) => {
    const { rule, address, message, allowance } = violation;
    return JSON.stringify([rule, address, message, allowance]);
  });
  return [...groups.values()].map((members) => {
    const whole = text(members as Members);
    return { text: whole, short: whole };
  });
}

const sorted = (found: readonly StackViolation[]) => {
  const key = ({ stack, violation }: StackViolation) => [stack, violation.address, violation.rule, violation.message];
  return [...found].sort((a, b) => (key(a).join("\n") < key(b).join("\n") ? -1 : 1));
};
const stacksOf = (members: Members) => [...new Set(members.map(({ stack }) => stack))];
const place = (members: Members) => {
  const [{ stack, violation }] = members;
  const where = violation.address === stack ? "" : `, ${code(violation.address)}`;
  return `**${prose(violation.rule)}** in ${names(stacksOf(members), mostStacks)}${where}`;
};
const why = (rule: string) => (Object.hasOwn(guardRules, rule) ? guardRules[rule as GuardRuleId].why : "");

/** A message as a sentence: as it begins, with a full stop. */
const sentence = (message: string) => `${prose(message)}${/[.!?]\s*$/.test(message) ? "" : "."}`;
