import { planTag } from "../../names.ts";
import { organizationPolicyType, policyAttachmentType } from "../resources/policies.ts";
import { blocksOf, type JsonObject, objectAt } from "../stack/json-object.ts";

/**
 * The backup plan that an attachment puts somebody under: what the policy that it attaches is tagged with.
 *
 * @param json of the stack. @returns `undefined` for what attaches no policy of the stack's own, or one without the tag
 */
export function attachedPlan(json: JsonObject, type: string, address: string): string | undefined {
  const [attachment] = blocksOf(objectAt(json, "resource", type)[address.slice(type.length + 1)]);
  const policy = reference.exec(String(attachment?.["policy_id"]))?.[1];
  if (type !== policyAttachmentType || policy === undefined) return undefined;
  const [attached] = blocksOf(objectAt(json, "resource", organizationPolicyType)[policy]);
  const plan = objectAt(attached ?? {}, "tags")[planTag];
  return typeof plan === "string" ? plan : undefined;
}

const reference = new RegExp(String.raw`^\$\{${organizationPolicyType}\.([\w-]+)\.id\}$`);
