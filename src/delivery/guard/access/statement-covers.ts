import { covers, meet } from "../../../words/pattern.ts";
import type { Condition, Members, Statement } from "./statement.ts";

/** What a condition of `wide` asks for is seen to by `narrow`, all of its conditions at hand. */
export type ConditionRule = (wide: Condition, narrow: readonly Condition[], all: readonly Condition[]) => boolean;

/**
 * Whether every request that `narrow` matches, `wide` of the same effect matches too. It may say no where a proof would take more than
 * these rules; it never says yes wrongly.
 */
export function statementCovers(wide: Statement, narrow: Statement, holds: ConditionRule = isAsked): boolean {
  return (
    principalsCover(wide.principals, narrow.principals) &&
    membersCover(lowerCase(wide.actions), lowerCase(narrow.actions)) &&
    membersCover(wide.resources, narrow.resources) &&
    wide.conditions.every((condition) => holds(condition, narrow.conditions, wide.conditions))
  );
}

// IAM takes an action in whatever case
const lowerCase = ({ except, patterns }: Members): Members => ({
  except,
  patterns: patterns.map((pattern) => pattern.toLowerCase()),
});

// a role is in an account that may be named as a whole: patterns that are apart say nothing of principals
const principalsCover = (wide: Members, narrow: Members) =>
  wide.except && !narrow.except ? false : membersCover(wide, narrow);

function membersCover(wide: Members, narrow: Members): boolean {
  const within = (inner: readonly string[], outer: readonly string[]) =>
    inner.every((pattern) => outer.some((other) => covers(other, pattern)));
  if (wide.except && narrow.except) return within(wide.patterns, narrow.patterns);
  if (wide.except) return narrow.patterns.every((pattern) => wide.patterns.every((other) => !meet(pattern, other)));
  return narrow.except ? wide.patterns.includes("*") : within(narrow.patterns, wide.patterns);
}

/** A condition of `wide` that `narrow` has as well, with no more values, or with no fewer exemptions. */
export const isAsked: ConditionRule = (wide, narrow) =>
  narrow.some(
    ({ operator, key, values }) =>
      key === wide.key &&
      operator === wide.operator &&
      (operator.includes("not")
        ? valuesWithin(wide.values, values, operator)
        : valuesWithin(values, wide.values, operator)),
  );

function valuesWithin(inner: readonly string[], outer: readonly string[], operator: string): boolean {
  const isPattern = operator.includes("like") || operator.includes("arn");
  const same = (a: string, b: string) => (isPattern ? covers(a, b) : a === b);
  return inner.every((value) => outer.some((other) => same(other, value)));
}

/** A statement for each action, resource and principal, so that several statements together can cover it. */
export function parts(statement: Statement): readonly Statement[] {
  const each = (members: Members): readonly Members[] =>
    members.except ? [members] : members.patterns.map((pattern) => ({ except: false, patterns: [pattern] }));
  return each(statement.principals).flatMap((principals) =>
    each(statement.actions).flatMap((actions) =>
      each(statement.resources).map((resources) => ({ ...statement, principals, actions, resources })),
    ),
  );
}
