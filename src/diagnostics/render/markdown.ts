import { code, names, prose } from "../../words/markdown.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { StackResource } from "../place.ts";
import { sentence } from "../sentence.ts";

type OfStack = Diagnostic<StackResource>;

/** An item of a list, for a comment or a summary whose heading says which rule it is: the stack, and what is wrong with it. */
export const markdownItem = (diagnostic: OfStack): string =>
  `${markdownStart(diagnostic)}: ${prose(sentence(diagnostic))}`;

/** Its start, for where there is no room for the rest. */
export const markdownStart = ({ place }: OfStack): string => `- ${code(place.stack)}`;

/** An item for the same in several stacks: the rule and the address as an allowance names them, and what is wrong as a sentence. */
export function markdownItemOfAll(members: readonly [OfStack, ...OfStack[]], mostStacks: number): string {
  const [first] = members;
  const { stack, address } = first.place;
  const stacks = names([...new Set(members.map(({ place }) => place.stack))], mostStacks);
  const where = address === stack ? stacks : `${stacks}, ${code(address)}`;
  return `- **${prose(first.rule)}** in ${where}: ${fullStop(sentence(first))}`;
}

/** Somebody's words as a sentence: as they begin, with a full stop. */
export const fullStop = (words: string): string => `${prose(words)}${/[.!?]\s*$/.test(words) ? "" : "."}`;
