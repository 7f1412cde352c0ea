import { organizationPolicyType } from "../../resources/policies.ts";
import type { JsonObject } from "../../stack/json-object.ts";
import type { PlanExample } from "../plan-rule.ts";

/** A change of the plans in a backup policy, as an example of a rule. */
export const policyExample = (plans: Readonly<Record<"before" | "bad" | "good", JsonObject>>): PlanExample => ({
  type: organizationPolicyType,
  before: policyOf(plans.before),
  bad: policyOf(plans.bad),
  good: policyOf(plans.good),
});

const policyOf = (plans: JsonObject): JsonObject => ({ type: "BACKUP_POLICY", content: { plans } });
