import type { Estate } from "../model.ts";
import type { Complaint } from "./complaint.ts";
import type { Severity } from "./diagnostic.ts";
import type { Example } from "./example.ts";

/** What `docs/rules.md` says of a rule. */
export interface RuleText<Id extends string = string, S extends Severity = Severity> {
  /** As diagnostics name it: lower case with hyphens, and never another's, a guard's included. */
  readonly id: Id;
  readonly severity: S;
  /** What is wrong, as a short sentence without a full stop. */
  readonly what: string;
  /** What would happen if nobody said so: in AWS, at night, or on the worst day. */
  readonly why: string;
  /** Where AWS, or Terraform, says so; `null`: a rule of Lockstep's own. */
  readonly source: string | null;
}

/** A rule that holds something against what AWS does, or against what Lockstep promises. */
interface Rule<Id extends string, S extends Severity, Input extends readonly unknown[]> extends RuleText<Id, S> {
  readonly example: Example;
  readonly check: (...input: Input) => readonly Complaint[];
}

/** Judges the estate: what AWS would refuse, or accept and fail at later. */
export type EstateRule<Id extends string = string, S extends Severity = Severity> = Rule<Id, S, readonly [Estate]>;

/** Judges a change from one estate to another; places are those of the second. */
export type ChangeRule<Id extends string = string, S extends Severity = Severity> = Rule<
  Id,
  S,
  readonly [base: Estate, head: Estate]
>;

/** Raised where files are read, not by a check of its own. */
export interface FileRule<Id extends string = string, S extends Severity = Severity> extends RuleText<Id, S> {
  readonly example: Example;
}

/** Judges what no config can come to, because the schema or a default prevents it: a test breaks an estate instead. */
export interface Assertion<Id extends string = string, S extends Severity = Severity>
  extends Omit<EstateRule<Id, S>, "example"> {
  readonly kind: "assertion";
}

/** Finds what a day brings and no config can: no example shows it. */
export interface DayRule<Id extends string = string, S extends Severity = Severity> extends RuleText<Id, S> {
  readonly kind: "day";
}

// they keep a rule's id as a type, of which the list of all ids is made
export const estateRule = <const Id extends string, const S extends Severity>(rule: EstateRule<Id, S>) => rule;
export const changeRule = <const Id extends string, const S extends Severity>(rule: ChangeRule<Id, S>) => rule;
export const fileRule = <const Id extends string, const S extends Severity>(rule: FileRule<Id, S>) => rule;
export const dayRule = <const Id extends string, const S extends Severity>(
  rule: Omit<DayRule<Id, S>, "kind">,
): DayRule<Id, S> => ({ kind: "day", ...rule });
export const assertion = <const Id extends string, const S extends Severity>(
  rule: Omit<Assertion<Id, S>, "kind">,
): Assertion<Id, S> => ({ kind: "assertion", ...rule });
