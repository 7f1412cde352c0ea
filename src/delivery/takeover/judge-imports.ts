import { stackTag } from "../../names.ts";
import { keyAliasType, keyType } from "../resources/keys.ts";
import { resourceType } from "../resources/resource-types.ts";
import { isObject, type JsonObject, objectAt } from "../stack/json-object.ts";
import type { PlanJson } from "../terraform/plan-json.ts";
import { unwrapped } from "../terraform/transient.ts";

/** Something that exists under a name of the stack and is not taken over. */
export interface ForeignImport {
  readonly address: string;
  /** For people. */
  readonly why: string;
}

/** What a plan would take over and must not: it is not what this stack made, or would be replaced. */
export function foreignImports(plan: PlanJson, stack: string): readonly ForeignImport[] {
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const keys = new Set(
    changes.flatMap(({ type, change }) =>
      type === keyType && isObject(change.before) ? [change.before["key_id"]] : [],
    ),
  );
  return changes.flatMap(({ address, type, change }) => {
    if (change.importing === undefined) return [];
    const before = isObject(change.before) ? change.before : {};
    const why = change.actions.includes("delete") ? "would be replaced" : whyForeign(type, before, stack, keys);
    const as = change.importing.id === undefined ? "" : ` as ${change.importing.id}`;
    return why === null
      ? []
      : [
          {
            address,
            why: `${address} exists${as} and ${why}: it is not taken over, and AWS will refuse to make it again`,
          },
        ];
  });
}

function whyForeign(type: string, before: JsonObject, stack: string, keys: ReadonlySet<unknown>): string | null {
  if (resourceType(type)?.isTagged) {
    const tag = objectAt(before, "tags_all")[stackTag];
    return tag === stack ? null : `has not the tag ${stackTag}=${stack}`;
  }
  if (type === keyAliasType) return keys.has(before["target_key_id"]) ? null : "names a key of somebody else";
  return null;
}

/** Of what a failed plan was to take over, that which does not exist. @param addresses of the imports */
export function missingImports(said: string, addresses: Iterable<string>): readonly string[] {
  const errors = said.split(/^(?=Error: )/m).map(unwrapped);
  return [...addresses].filter((address) =>
    errors.some(
      (error) =>
        error.includes(`attempting to import an existing object to "${address}"`) ||
        (error.includes(`with ${address},`) && notFound.test(error)),
    ),
  );
}

// what the provider says where it looks itself, before Terraform can
const notFound = /NotFound|NoSuchEntity|not found|couldn't find resource|empty result/;

/** Of what a failed plan was to take over, that which Terraform would have to replace, and may not. */
export function lockedImports(said: string, addresses: Iterable<string>): readonly string[] {
  const text = unwrapped(said);
  return [...addresses].filter((address) => text.includes(`Resource ${address} has lifecycle.prevent_destroy set`));
}
