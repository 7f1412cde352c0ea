import type { EffectiveObject, Origin } from "../aws/policy/effective-policy.ts";
import { readPolicyView } from "../aws/policy/read-policy-view.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { judgeBy } from "../diagnostics/judge-by.ts";
import type { IsBroken } from "./policy-rule.ts";
import { planRules } from "./rules/index.ts";
import { policyIncomplete } from "./rules/policy-incomplete.ts";

/** What is wrong with the plans of the policy that all policies together give. */
export function judgePlans(effective: EffectiveObject, isBroken: IsBroken): readonly Diagnostic<Origin>[] {
  // of what cannot be read there is a diagnostic where it stands
  const { plans } = readPolicyView(effective);
  if (plans.length === 0 && !isBroken("")) {
    const noPlan = { at: effective.origin, got: "got no plan", use: "use plans with at least one" };
    return [diagnosticOf(policyIncomplete, noPlan)];
  }
  return plans.flatMap((plan) => judgeBy(planRules, plan, isBroken));
}
