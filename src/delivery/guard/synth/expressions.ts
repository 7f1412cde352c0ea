import { isObject } from "../../stack/json-object.ts";
import { type PlaceProblem, show } from "./problem.ts";

// what stacks refer to of one another's resources; anything else could read the runner's disk or its variables
const reference = /^([a-z0-9_]+\.[A-Za-z0-9_-]+)\.(arn|id|key_id|name)$/;

/**
 * Templates in the texts and keys of a resource that are more than a reference to another resource of the stack:
 * functions, conditions, loops.
 */
export function expressionProblems(
  value: unknown,
  place: string,
  addresses: ReadonlySet<string>,
): readonly PlaceProblem[] {
  if (typeof value === "string") return textProblems(value, place, addresses);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => expressionProblems(item, `${place}[${index}]`, addresses));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...textProblems(key, place, addresses),
    ...expressionProblems(part, `${place}.${key}`, addresses),
  ]);
}

function textProblems(text: string, place: string, addresses: ReadonlySet<string>): readonly PlaceProblem[] {
  const problems: PlaceProblem[] = [];
  // the sign doubled is the text itself; more of them Terraform reads in ways that nobody should have to know
  for (const { 0: signs, index } of text.matchAll(/(?:\$+|%+)\{/g)) {
    if (signs === "$${" || signs === "%%{") continue;
    const end = text.indexOf("}", index);
    const template = text.slice(index, end < 0 ? undefined : end + 1);
    const [, address] = (signs === "${" && reference.exec(template.slice(2, -1))) || [];
    if (address !== undefined && addresses.has(address)) continue;
    problems.push({
      place,
      message: `got the expression ${show(template)}; use plain text, or a reference to a resource of this stack`,
    });
  }
  return problems;
}
