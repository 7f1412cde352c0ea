/** What `docs/rules.md` says of a rule, and what its findings carry. */
export interface RuleText {
  /** An error stops synthesis; a warning does not. */
  readonly severity: "error" | "warning";
  /** What is wrong, as a short sentence without a full stop. */
  readonly what: string;
  /** What would happen if nobody said so: in AWS, at night, or on the worst day. */
  readonly why: string;
  /** Where AWS says so; `null`: a rule of Lockstep's own. */
  readonly source: string | null;
}
