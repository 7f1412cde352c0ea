import type { Origin } from "../aws/policy/effective-policy.ts";
import type { PlanView } from "../aws/policy/policy-view.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import type { Severity } from "../diagnostics/diagnostic.ts";
import type { RuleText } from "../diagnostics/rule.ts";
import type { PolicyExample } from "./examples/policy-example.ts";

/** Whether a document has something at a pointer or below it that is not as AWS wants it, and has a diagnostic for it. */
export type IsBroken = (pointer: string) => boolean;

/** Found while a document is read or merged, in one walk for all of these. */
export interface DocumentRule<Id extends string = string, S extends Severity = Severity> extends RuleText<Id, S> {
  readonly kind: "policy";
  readonly example: PolicyExample;
}

/** Judges a plan of the policy that all policies together give. */
export interface PlanRule<Id extends string = string, S extends Severity = Severity> extends DocumentRule<Id, S> {
  readonly check: (plan: PlanView, isBroken: IsBroken) => readonly Complaint<Origin>[];
}

/**
 * A rule of `check`, found in policies whose authors have no config as well: one id, one meaning, and its texts stand with
 * the rule of that id.
 */
export type SharedRule<R extends DocumentRule = DocumentRule> = Omit<R, "kind" | "what" | "why" | "source"> & {
  readonly kind: "shared";
};

// they keep a rule's id as a type
export const documentRule = <const Id extends string, const S extends Severity>(
  rule: Omit<DocumentRule<Id, S>, "kind">,
): DocumentRule<Id, S> => ({ kind: "policy", ...rule });
export const planRule = <const Id extends string, const S extends Severity>(
  rule: Omit<PlanRule<Id, S>, "kind">,
): PlanRule<Id, S> => ({ kind: "policy", ...rule });
export const sharedDocumentRule = <const Id extends string, const S extends Severity>(
  rule: Omit<SharedRule<DocumentRule<Id, S>>, "kind">,
): SharedRule<DocumentRule<Id, S>> => ({ kind: "shared", ...rule });
export const sharedPlanRule = <const Id extends string, const S extends Severity>(
  rule: Omit<SharedRule<PlanRule<Id, S>>, "kind">,
): SharedRule<PlanRule<Id, S>> => ({ kind: "shared", ...rule });
