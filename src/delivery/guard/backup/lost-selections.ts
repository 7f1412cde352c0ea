import { covers } from "../pattern.ts";
import type { Selected, SelectedBy } from "./read-policy.ts";

/** What was selected and is not any more, in words; however the selections are called, split or written. */
export function lostSelections(before: readonly Selected[], after: readonly Selected[]): readonly string[] {
  const lost = before.filter((was) => !after.some((now) => selectsAll(now, was)));
  return [...new Set(lost.map(inWords))];
}

function selectsAll(now: Selected, was: Selected): boolean {
  return (
    covers(now.pattern, was.pattern) &&
    now.notPatterns.every((pattern) => was.notPatterns.some((other) => covers(other, pattern))) &&
    now.conditions.every((condition) => was.conditions.some((asked) => implies(asked, condition)))
  );
}

function implies(asked: SelectedBy, condition: SelectedBy): boolean {
  if (asked.key !== condition.key) return false;
  if (asked.operator === condition.operator && asked.value === condition.value) return true;
  const isNot = condition.operator.includes("not");
  if (isNot !== asked.operator.includes("not")) return false;
  // whoever is not like a* is not like ab* either
  if (isNot) return asked.operator === "string_not_like" && covers(asked.value, condition.value);
  return condition.operator === "string_like" && covers(condition.value, asked.value);
}

function inWords({ pattern, conditions }: Selected): string {
  const words: Readonly<Record<string, string>> = {
    string_equals: "=",
    string_not_equals: "other than",
    string_like: "like",
    string_not_like: "not like",
  };
  const asked = conditions.map(({ operator, key, value }) => {
    return `${key.replace("aws:ResourceTag/", "tag ")} ${words[operator] ?? operator} ${value}`;
  });
  const what = pattern === "*" ? "resources" : pattern;
  return asked.length > 0 ? `${what} with ${asked.join(" and ")}` : what === "resources" ? "all resources" : what;
}
