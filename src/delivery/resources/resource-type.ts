import type { GuardRuleId } from "../../diagnostics/guard-rule-id.ts";
import type { JsonObject } from "../stack/json-object.ts";
import type { FoundAgain } from "./found-again.ts";

/** All that delivery knows of one type of Terraform resource. */
export interface ResourceType {
  /** What it is called by who does not write Terraform; `null`: a part of something else, which nobody counts. */
  readonly noun: readonly [one: string, many: string] | null;
  /**
   * What is lost when one is deleted, replaced or forgotten, after `with it goes`; by what it was, where that decides.
   * `null`: such ones come and go with what they serve.
   */
  readonly loss: string | ((before: JsonObject) => string | null) | null;
  /** Whether Terraform must be told to refuse to destroy it. */
  readonly preventDestroy: boolean;
  /** Whether a tag can say which stack made it. */
  readonly isTagged: boolean;
  /** How one that an interrupted apply has made, and no state knows, is found again. */
  readonly foundAgain: FoundAgain;
  /** Why no stack may hold one, though a plan of it is judged. @default stacks are made of it */
  readonly notInStacks?: string;
  /** What of it may be left as it is found: never a policy document. @default nothing */
  readonly mayIgnore?: RegExp;
  /** Only where this fact of the stack is so, by the config. @default in every stack */
  readonly mayIgnoreIf?: string;
  /**
   * What names the thing that it is for: two of them for one thing would undo each other, in whatever order they are
   * applied. @default nothing: AWS keeps them apart
   */
  readonly oneEach?: OneEach;
  /** The policy document in it. @default none */
  readonly document?: PolicyDocument;
  /** What else in it protection rests on. @default nothing */
  readonly settings?: readonly GuardedSetting[];
  /** Whether its retentions are the bounds of a lock. @default no */
  readonly isLock?: true;
  /** Arguments that are not held against what a stack is expected to hold, because other rules judge them. @default none */
  readonly notExpected?: readonly string[];
  /** What its arguments are called, and the unit of their values. @default the arguments' own names */
  readonly words?: Readonly<Record<string, readonly [what: string, unit: string]>>;
  /** What a person may do with it, once its account has left. @default nothing is said of it */
  readonly whenRetired?: WhenRetired;
}

/** @see ResourceType.oneEach */
export interface OneEach {
  readonly attribute: string;
  /** Type that it must refer to: by a name alone it could be any; `null`: its own name. */
  readonly refersTo: string | null;
}

export interface PolicyDocument {
  readonly attribute: string;
  /** `resource`: on what it guards; `trust`: who may take a role; `identity`: what a role, or an account, may do. */
  readonly kind: "resource" | "trust" | "identity";
  /** It must deny something from the start. */
  readonly denies?: true;
}

/** A switch, number or reference that protection rests on. */
export interface GuardedSetting {
  readonly attribute: string;
  readonly rule: GuardRuleId;
  /** By which change it becomes weaker. */
  readonly weaker: Weaker;
}

export type Weaker =
  | "turned off"
  /** Also where it is new. */
  | "turned on"
  | "changed"
  | "lowered"
  /** One of the switches in it. */
  | "a switch turned off"
  /** To a boundary that is not the role's own. */
  | "another boundary"
  | "versions no longer kept"
  | "encrypted otherwise"
  | "disabled"
  /** An event pattern. */
  | "catches less";

/** In the order in which a person is told of them. */
export type WhenRetired = "roles" | "vaults" | "keys" | "event rules";
