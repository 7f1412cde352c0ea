import type { Clauses } from "../../../diagnostics/diagnostic.ts";
import type { RuleText } from "../../../diagnostics/rule.ts";
import type { StackFacts } from "../../../estate/estate-facts.ts";
import type { JsonObject } from "../../stack/json-object.ts";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import type { StackExpectation, StateExpectation } from "./synth-expectation.ts";

/** A synthesized stack as the rules look at it, with what config asks of it. */
export interface JudgedStack {
  readonly name: string;
  readonly json: JsonObject;
  readonly own: StackExpectation;
  readonly state: StateExpectation;
  readonly facts: StackFacts;
}

/** What a rule found, at a path of the stack's Terraform JSON. */
export interface SynthComplaint extends Partial<Clauses> {
  readonly at: AttributePath;
  readonly got: string;
}

/** What a synthesized stack must not hold, or must: judged before any credential is near it. */
export interface SynthRule<Id extends string = string> extends RuleText<Id, "error"> {
  readonly example: SynthExample;
  readonly check: (stack: JudgedStack) => readonly SynthComplaint[];
}

/** What breaks a rule and what does not, laid over the Terraform JSON of a stack of the example organization. A test judges both. */
export interface SynthExample {
  /** @default app-payments-prod */
  readonly stack?: string;
  /** Mappings are merged, everything else is replaced, and `null` takes a key out. */
  readonly bad: JsonObject;
  readonly good: JsonObject;
}

/** Judges the folder that a stack was synthesized to. */
export interface FolderRule<Id extends string = string> extends RuleText<Id, "error"> {
  /** Files of the folder of a stack, by name; `null`: it is not there. */
  readonly example: {
    readonly bad: Readonly<Record<string, string | null>>;
    readonly good: Readonly<Record<string, string | null>>;
  };
}

// they keep a rule's id as a type
export const synthRule = <const Id extends string>(rule: SynthRule<Id>) => rule;
export const folderRule = <const Id extends string>(rule: FolderRule<Id>) => rule;
