import { canonicalJson } from "./canonical-json.ts";
import { type JsonObject, objectAt } from "./json-object.ts";
import { sha256 } from "./sha256.ts";

/** The versions of Terraform and of providers that a stack asks for, as one text. */
export function versionsOf(stack: JsonObject): string {
  const { required_version, required_providers } = objectAt(stack, "terraform");
  return canonicalJson({ required_version: required_version ?? null, required_providers: required_providers ?? null });
}

/**
 * What every stack of a folder is planned with: another version of Terraform or of a provider may plan anything anew, in
 * stacks whose own JSON is the same too.
 *
 * @param versions of each stack, in any order
 * @param lock text of `.terraform.lock.hcl`; `null`: there is none
 */
export function toolHash(versions: Iterable<string>, lock: string | null): string {
  return sha256(JSON.stringify([[...new Set(versions)].sort(), lock]));
}
