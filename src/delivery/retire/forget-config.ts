import { type JsonObject, objectAt } from "../stack/json-object.ts";
import { offlineCopy, type StackJson } from "../terraform/offline-copy.ts";

/**
 * A configuration that lets go of resources and does nothing else: with the stack's own state and provider versions, and
 * with providers that are switched off from AWS, since nobody there is to be asked or told.
 *
 * @param addresses of resources, without instances
 */
export function forgetConfig(json: JsonObject, addresses: readonly string[]): JsonObject {
  const { terraform, provider } = json as StackJson;
  const offline = offlineCopy({ terraform, ...(provider && { provider }) });
  return {
    ...offline,
    terraform: { ...objectAt(json, "terraform") },
    // https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
    removed: addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
  };
}
