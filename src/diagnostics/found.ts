import { clausesOf } from "./clauses-of.ts";
import { diagnosticOf } from "./complaint.ts";
import type { ConfigKey } from "./config-key.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** What a rule without a check of its own says where files are read: the clauses stand in the message, `got X; use Y`. */
export const found = <Id extends string>(
  rule: { readonly id: Id; readonly severity: Severity },
  at: ConfigKey,
  message: string,
): Diagnostic<ConfigKey, Id> => diagnosticOf(rule, { at, ...clausesOf(message) });
