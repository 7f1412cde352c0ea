import { planTag } from "../../names.ts";
import type { ChangeSummary } from "../handoff/stack-summary.ts";
import { organizationPolicyType } from "../resources/policies.ts";
import { isObject, type JsonObject, objectAt } from "../stack/json-object.ts";
import type { PlanJson } from "../terraform/plan-json.ts";
import { attachedPlan } from "./attached-plan.ts";
import type { PlanSummary } from "./summarize-plan.ts";

/**
 * A summary in which policies, and attachments of them, say of which backup plan they are. It stands in no digest.
 *
 * @param json of the stack: a plan does not say which policy a new attachment attaches, if the policy is new too
 */
export function withPlans(json: JsonObject, plan: PlanJson, summary: PlanSummary): PlanSummary {
  const changes = summary.changes.map((change): ChangeSummary => {
    const of = attachedPlan(json, change.type, change.address) ?? taggedPlan(plan, change);
    return of === undefined ? change : { ...change, plan: of };
  });
  return { ...summary, changes };
}

/** What a policy is tagged with; one that goes is not in the stack any more. */
function taggedPlan({ resource_changes = [] }: PlanJson, { type, address }: ChangeSummary): string | undefined {
  if (type !== organizationPolicyType) return undefined;
  const change = resource_changes.find((resource) => resource.address === address)?.change;
  const tags = [change?.after, change?.before].map((value) =>
    isObject(value) ? objectAt(value, "tags")[planTag] : null,
  );
  return tags.find((tag) => typeof tag === "string");
}
