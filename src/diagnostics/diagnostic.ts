/** An error stops what is under way, such as synthesis; a warning does not. */
export type Severity = "error" | "warning";

/**
 * Something wrong: with the config, a policy document or a stack. Never thrown alone: all of a run are shown at once.
 * Places of config are {@link ConfigKey}s where they are found, and {@link Position}s once they are looked up.
 */
export interface Diagnostic<P, Id extends string = string> extends Clauses {
  /** The rule that found it; `docs/rules.md` has its reason. */
  readonly rule: Id;
  readonly severity: Severity;
  readonly place: P;
}

/** What is wrong in three clauses, each lower case and without a full stop. */
export interface Clauses {
  /** What was got, in the words of whoever wrote it. */
  readonly got: string;
  /** What comes of it; empty: `got` says it already. */
  readonly why: string;
  /** The way out; empty: there is none but to know it. */
  readonly use: string;
}

export const hasErrors = (diagnostics: readonly Pick<Diagnostic<unknown>, "severity">[]) =>
  diagnostics.some(({ severity }) => severity === "error");
