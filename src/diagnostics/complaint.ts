import type { ConfigKey } from "./config-key.ts";
import type { Clauses, Diagnostic, Severity } from "./diagnostic.ts";

/** What a rule's check found; rule and severity are the rule's own. */
export interface Complaint extends Partial<Clauses> {
  readonly at: ConfigKey;
  readonly got: string;
}

/** A complaint under the name of its rule. */
export const diagnosticOf = <Id extends string>(
  { id, severity }: { readonly id: Id; readonly severity: Severity },
  { at, got, why = "", use = "" }: Complaint,
): Diagnostic<ConfigKey, Id> => ({ rule: id, severity, place: at, got, why, use });
