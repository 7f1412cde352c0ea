import type { Complaint } from "../../src/diagnostics/complaint.ts";
import type { ConfigKey } from "../../src/diagnostics/config-key.ts";
import type { Diagnostic, Severity } from "../../src/diagnostics/diagnostic.ts";
import { judgeBy } from "../../src/diagnostics/judge-by.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import type { Estate } from "../../src/model.ts";

/** A diagnostic as tests compare it: the clauses as the one sentence that is shown. */
export interface Said {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: ConfigKey;
  readonly message: string;
}

export const said = ({ rule, severity, place, ...clauses }: Diagnostic<ConfigKey>): Said => ({
  rule,
  severity,
  at: place,
  message: sentence(clauses),
});

interface Judging {
  readonly id: string;
  readonly severity: Severity;
  readonly check: (estate: Estate) => readonly Complaint[];
}

/** What some rules say of an estate. */
export const saidBy =
  (...rules: readonly Judging[]) =>
  (estate: Estate): readonly Said[] =>
    judgeBy(rules, estate).map(said);
