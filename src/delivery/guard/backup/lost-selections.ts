import type { SelectionView } from "../../../aws/policy/policy-view.ts";
import { valueIn, valuesIn } from "../../../aws/policy/setting.ts";
import { covers } from "../../../words/pattern.ts";

/** What was selected and is not any more, in words; however the selections are called, split or written. */
export function lostSelections(before: readonly SelectionView[], after: readonly SelectionView[]): readonly string[] {
  const selected = after.flatMap(selectedBy);
  const lost = before.flatMap(selectedBy).filter((was) => !selected.some((now) => selectsAll(now, was)));
  return [...new Set(lost.map(inWords))];
}

/** Resources of one pattern, all of whose conditions hold. */
interface Selected {
  readonly pattern: string;
  readonly notPatterns: readonly string[];
  readonly conditions: readonly Asked[];
}

interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

function selectedBy(selection: SelectionView): readonly Selected[] {
  const conditions = selection.conditions.flatMap(({ operator, key: keyed, value: valued }) => {
    const [key, value] = [valueIn(keyed), valueIn(valued)];
    return key === null || value === null ? [] : [{ operator, key, value }];
  });
  if (selection.kind === "resources") {
    const notPatterns = valuesIn(selection.notTypes);
    return valuesIn(selection.types).map((pattern) => ({ pattern, notPatterns, conditions }));
  }
  const tagKey = valueIn(selection.tagKey);
  if (tagKey === null) return [];
  return valuesIn(selection.tagValues).map((value) => ({
    pattern: "*",
    notPatterns: [],
    conditions: [{ operator: "string_equals", key: `aws:ResourceTag/${tagKey}`, value }, ...conditions],
  }));
}

function selectsAll(now: Selected, was: Selected): boolean {
  return (
    covers(now.pattern, was.pattern) &&
    now.notPatterns.every((pattern) => was.notPatterns.some((other) => covers(other, pattern))) &&
    now.conditions.every((condition) => was.conditions.some((asked) => implies(asked, condition)))
  );
}

function implies(asked: Asked, condition: Asked): boolean {
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
