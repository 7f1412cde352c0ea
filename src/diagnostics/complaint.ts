import type { ConfigKey } from "./config-key.ts";
import type { Clauses, Diagnostic, Severity } from "./diagnostic.ts";

/** What a rule's check found; rule and severity are the rule's own. */
export interface Complaint<P = ConfigKey> extends Partial<Clauses> {
  readonly at: P;
  readonly got: string;
}

/** A complaint under the name of its rule. */
export const diagnosticOf = <Id extends string, P>(
  { id, severity }: { readonly id: Id; readonly severity: Severity },
  { at, got, why = "", use = "" }: Complaint<P>,
): Diagnostic<P, Id> => ({ rule: id, severity, place: at, got, why, use });
