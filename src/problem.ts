import type { RuleId } from "./rules/index.ts";

/** Something wrong with the config, with the place to mend it. Never thrown alone: all problems of a run are shown at once. */
export interface Problem {
  /** The rule that found it; `docs/rules.md` has its reason. */
  readonly rule: RuleId;
  /** An error stops synthesis; a warning does not. */
  readonly severity: "error" | "warning";
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Path of the key within the file, such as `rules.daily.keep.local`; empty: the file as a whole. */
  readonly key: string;
  /** What was got and what to write. */
  readonly message: string;
}

export const hasErrors = (problems: readonly Problem[]) => problems.some((problem) => problem.severity === "error");

/** By file, then by place in it; equal places keep their order. */
export const inFileOrder = (problems: readonly Problem[]) =>
  [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
