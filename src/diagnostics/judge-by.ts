import { type Complaint, diagnosticOf } from "./complaint.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** A rule as it is run, whatever it looks at. */
interface Runnable<Id extends string, Input extends readonly unknown[], P> {
  readonly id: Id;
  readonly severity: Severity;
  readonly check: (...input: Input) => readonly Complaint<P>[];
}

/** Everything that the rules find, rule by rule. */
export const judgeBy = <Id extends string, Input extends readonly unknown[], P>(
  rules: readonly Runnable<Id, Input, P>[],
  ...input: Input
): readonly Diagnostic<P, Id>[] =>
  rules.flatMap((rule) => rule.check(...input).map((complaint) => diagnosticOf(rule, complaint)));
