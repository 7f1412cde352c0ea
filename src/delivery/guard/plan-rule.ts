import type { Clauses } from "../../diagnostics/diagnostic.ts";
import type { GuardRuleId } from "../../diagnostics/guard-rule-id.ts";
import type { RuleText } from "../../diagnostics/rule.ts";
import type { JsonObject } from "../stack/json-object.ts";
import type { AttributePath } from "../terraform/attribute-path.ts";
import type { PlanAction } from "../terraform/plan-json.ts";
import type { GuardedChange } from "./guarded-change.ts";

/** What a rule found in a change; rule, severity, stack and address are known. */
export interface PlanComplaint extends Partial<Clauses> {
  /** @default the resource as a whole */
  readonly path?: AttributePath;
  readonly got: string;
}

/** What a change of a plan would destroy or weaken. It stops its stack, unless an allowance names it. */
export interface PlanRule<Id extends GuardRuleId = GuardRuleId> extends RuleText<Id, "error"> {
  readonly example: PlanExample;
  readonly check: (change: GuardedChange) => readonly PlanComplaint[];
}

/**
 * A planned change of one resource that breaks the rule, and one that no rule minds. Policies and patterns, which are texts
 * in a plan, are written as objects. A test has the guard judge both.
 */
export interface PlanExample {
  readonly type: string;
  readonly before: JsonObject;
  /** `null`: the resource goes. */
  readonly bad: JsonObject | null;
  readonly good: JsonObject;
  /** What Terraform does in the bad one. @default an update, or a deletion */
  readonly actions?: readonly PlanAction[];
  /** What of the bad one is known only after the apply. @default nothing */
  readonly unknown?: JsonObject;
}

// it keeps a rule's id as a type
export const planRule = <const Id extends GuardRuleId>(rule: PlanRule<Id>) => rule;
