import type { Clauses, Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardRuleId } from "../../diagnostics/guard-rule-id.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import type { RuleText } from "../../diagnostics/rule.ts";

/** What a rule about no single plan found; its place is how an allowance names it. */
interface GuardComplaint extends Partial<Clauses> {
  readonly place: StackResource;
  readonly got: string;
}

/** Judges what no single plan shows: the fleet, stacks that are gone, what stacks are judged by. */
export interface GuardRule<Id extends GuardRuleId, Input extends readonly unknown[]> extends RuleText<Id, "error"> {
  /** What the check is given. A test runs both. */
  readonly example: { readonly bad: Readonly<Input>; readonly good: Readonly<Input> };
  readonly check: (...input: Input) => readonly GuardComplaint[];
}

// it keeps a rule's id as a type
export const guardRule = <const Id extends GuardRuleId, Input extends readonly unknown[]>(rule: GuardRule<Id, Input>) =>
  rule;

/** Everything that a rule finds. */
export const judgeByGuard = <Id extends GuardRuleId, Input extends readonly unknown[]>(
  { id, severity, check }: GuardRule<Id, Input>,
  ...input: Input
): readonly Diagnostic<StackResource, Id>[] =>
  check(...input).map(({ place, got, why = "", use = "" }) => ({ rule: id, severity, place, got, why, use }));
