import type { StackFacts } from "../../../estate/estate-facts.ts";
import type { Scope } from "../../../names.ts";

/** Where a stack must act and keep its state, by the config. */
export interface StackExpectation {
  readonly scope: Scope;
  readonly accountId: string;
}

/** Where all stacks keep their state. */
export interface StateExpectation {
  /** Such as `aws` or `aws-cn`. */
  readonly partition: string;
  readonly bucket: string;
  readonly region: string;
  readonly kmsKeyArn: string;
}

/** What the estate's stacks must be. */
export interface SynthExpectation {
  readonly state: StateExpectation;
  readonly stacks: ReadonlyMap<string, StackExpectation>;
  /** What config says of each of these stacks, by which the expectation of its kind is filled in. */
  readonly facts: ReadonlyMap<string, StackFacts>;
}
