import type { RuleId } from "../../rules/index.ts";

/** Something wrong with an organization policy, at a part of its JSON text. */
export interface PolicyFinding {
  readonly rule: RuleId;
  readonly severity: "error" | "warning";
  /** Which of the documents read together, counted from 0, the parent first. */
  readonly policy: number;
  /** JSON Pointer (RFC 6901) into that document; empty: the whole of it. */
  readonly pointer: string;
  /** First character of that part in the document's text, counted from 0 in UTF-16 code units. */
  readonly offset: number;
  /** What was got and what to write. */
  readonly message: string;
}
