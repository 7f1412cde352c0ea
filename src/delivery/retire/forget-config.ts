import { blocksOf, type JsonObject, objectAt } from "../stack/json-object.ts";
import { offlineCopy, type StackJson } from "../terraform/offline-copy.ts";

/**
 * A configuration that lets go of resources and does nothing else: with the stack's own state and provider versions, and
 * with providers that are switched off from AWS, since nobody there is to be asked or told.
 *
 * @param addresses of resources, without instances
 * @param aliases of the AWS providers that they are made by: Terraform lets go of nothing whose provider is not there
 */
export function forgetConfig(
  json: JsonObject,
  addresses: readonly string[],
  aliases: readonly string[] = [],
): JsonObject {
  const { terraform, provider } = json as StackJson;
  const aws = blocksOf(provider?.["aws"]);
  const [first] = aws;
  const missing = [...new Set(aliases)].filter((alias) => aws.every((one) => one["alias"] !== alias));
  // a Region that config has given up since; nobody in it is asked
  const all = first ? { ...provider, aws: [...aws, ...missing.map((alias) => ({ ...first, alias }))] } : provider;
  const offline = offlineCopy({ terraform, ...(all && { provider: all }) });
  return {
    ...offline,
    terraform: { ...objectAt(json, "terraform") },
    // https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
    removed: addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
  };
}
