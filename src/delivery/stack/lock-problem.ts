import { isObject, type JsonObject, objectAt } from "./json-object.ts";
import { lockedProviders } from "./locked-providers.ts";
import { lockFile } from "./read-lock.ts";

/**
 * Why a stack must not be deployed with a lock file; `null`: nothing speaks against it. Without one, or with one that says
 * nothing of a provider, each `terraform init` takes the newest release: what is applied could be made by another than what was planned.
 *
 * @param lock its text; `null`: there is none
 */
export function lockProblem(json: JsonObject, lock: string | null): string | null {
  if (lock === null) return `got no ${lockFile}, so that any release of a provider could be used; ${commit}`;
  const locked = lockedProviders(lock);
  for (const source of requiredProviders(json)) {
    const found = locked.get(source);
    if (!found?.version) return `got no ${source} in ${lockFile}, so that any release could be used; ${commit}`;
    if (found.hashes.length === 0) {
      return `got no checksum of ${source} in ${lockFile}, so that any package would pass; ${commit}`;
    }
  }
  return null;
}

const commit = `commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed`;

/** Source addresses of the providers that a stack asks for, but for what is part of Terraform. */
function requiredProviders(json: JsonObject): readonly string[] {
  return Object.entries(objectAt(json, "terraform", "required_providers"))
    .map(([name, provider]) => fullSource(isObject(provider) ? String(provider["source"] ?? name) : name))
    .filter((source) => !source.startsWith("terraform.io/builtin/"));
}

// https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
function fullSource(source: string): string {
  const parts = source.toLowerCase().split("/");
  return [...["registry.terraform.io", "hashicorp"].slice(0, 3 - parts.length), ...parts].join("/");
}
