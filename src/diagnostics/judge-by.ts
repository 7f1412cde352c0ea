import { type Complaint, diagnosticOf } from "./complaint.ts";
import type { ConfigKey } from "./config-key.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** A rule as it is run, whatever it looks at. */
interface Runnable<Id extends string, Input extends readonly unknown[]> {
  readonly id: Id;
  readonly severity: Severity;
  readonly check: (...input: Input) => readonly Complaint[];
}

/** Everything that the rules find, rule by rule. */
export const judgeBy = <Id extends string, Input extends readonly unknown[]>(
  rules: readonly Runnable<Id, Input>[],
  ...input: Input
): readonly Diagnostic<ConfigKey, Id>[] =>
  rules.flatMap((rule) => rule.check(...input).map((complaint) => diagnosticOf(rule, complaint)));
