import type { DriftRuleId } from "../../diagnostics/drift-rule-id.ts";
import type { RuleText } from "../../diagnostics/rule.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** What a look at a stack came to that was wrong. */
export interface DriftComplaint {
  /** In a few words, for the log. */
  readonly words: string;
  /** The same where it is kept: stacks of which the same is got are told together. @default words */
  readonly got?: string;
  /** Of the change; stacks of one shape have drifted alike. @default it is no change */
  readonly shape?: string;
  /** The whole of it. */
  readonly lines: readonly string[];
}

/** What may be wrong with a stack of which everything that was merged is applied. */
export interface DriftRule<Id extends DriftRuleId = DriftRuleId> extends RuleText<Id, "error"> {
  /** How the log calls it. */
  readonly word: "drift" | "not-ready" | "error";
  /** Its heading in the rolling issue. */
  readonly title: string;
  /** What to do, told there once for all stacks. */
  readonly use: string;
  /** What the lines of the first stack are. */
  readonly folded: string;
  readonly example: { readonly bad: DriftExample; readonly good: DriftExample };
  /** @param summary what the look's plan came to; `undefined`: its job did not come to an end */
  readonly check: (stack: string, summary: StackSummary | undefined) => DriftComplaint | null;
}

/** What a plan came to; `null`: nobody knows. A test judges both of a rule. */
export type DriftExample = Pick<StackSummary, "outcome" | "changes" | "error"> | null;

// it keeps a rule's id as a type
export const driftRule = <const Id extends DriftRuleId>(rule: DriftRule<Id>) => rule;
