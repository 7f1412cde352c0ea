import { resourceType } from "../resources/resource-types.ts";
import { isObject, type JsonObject, objectAt } from "../stack/json-object.ts";
import type { PipelineStack } from "../stack/pipeline-stack.ts";
import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import type { AccountReader } from "./account-reader.ts";
import { importId } from "./import-id.ts";
import { lostKeys } from "./lost-keys.ts";
import type { StackAccess } from "./stack-access.ts";
import { uselessKey } from "./useless-key.ts";

/** Something that may exist already, by the id that Terraform's import takes. */
export interface Import {
  readonly address: string;
  readonly id: string;
}

export interface Finder {
  /** Keys that an interrupted apply has made, and what people are to know of others like them. */
  keys(plan: PlanJson): Promise<{ readonly imports: readonly Import[]; readonly notes: readonly string[] }>;
  /** What would be created and has a name; whether it exists, Terraform tells. */
  named(plan: PlanJson): Promise<readonly Import[]>;
}

export function finder(stack: PipelineStack, access: StackAccess, reader: AccountReader): Finder {
  const { accountId } = stack.place;
  const policies = new Map<string, Promise<ReadonlyMap<string, string>>>();

  const policyId = async (address: string, { name, type }: JsonObject) => {
    const [kind, called] = [String(type), String(name)];
    // the same whichever Region is asked
    const found = policies.get(kind) ?? reader.policies(kind, access.regionOf(address) ?? "us-east-1");
    policies.set(kind, found);
    return (await found).get(called) ?? null;
  };

  return {
    async named(plan) {
      const found = await Promise.all(
        created(plan).map(async ({ address, type, after }) => {
          const ignored = ignoredBy(stack.json, address);
          const place = { partition: access.partition, accountId, region: access.regionOf(address), ignored };
          const id =
            resourceType(type)?.foundAgain.by === "organization"
              ? await policyId(address, after)
              : importId(type, after, place);
          return id === null ? [] : [{ address, id }];
        }),
      );
      return found.flat();
    },

    async keys(plan) {
      const all = (plan.resource_changes ?? []).filter(({ mode, type }) => mode === "managed" && isKey(type));
      const wanted = created(plan).filter(({ type }) => isKey(type));
      const known = new Set(all.flatMap(({ change }) => textAt(change.before, "key_id")));
      const regions = [...new Set(all.flatMap(({ address }) => access.regionOf(address) ?? []))].sort();

      const found = await Promise.all(
        regions.map(async (region) => {
          const here = (address: string) => access.regionOf(address) === region;
          const descriptions = all
            .filter(({ address }) => here(address))
            .flatMap(({ change }) => textAt(change.after ?? change.before, "description"));
          const keys = await reader.keys(region, new Set(descriptions));
          const own = wanted
            .filter(({ address }) => here(address))
            .map(({ address, after }) => ({ address, description: String(after["description"]) }));
          const { taken, leftovers } = lostKeys(stack.stack, own, known, keys);
          return {
            imports: taken.map(({ address, key }) => ({ address, id: key.keyId })),
            notes: leftovers.map(({ arn }) => uselessKey(arn, "by an interrupted apply")),
          };
        }),
      );
      return { imports: found.flatMap(({ imports }) => imports), notes: found.flatMap(({ notes }) => notes) };
    },
  };
}

function ignoredBy(json: JsonObject, address: string): readonly unknown[] {
  const [type = "", name = ""] = address.split(".");
  const { ignore_changes } = objectAt(json, "resource", type, name, "lifecycle");
  return Array.isArray(ignore_changes) ? ignore_changes : [];
}

const isKey = (type: string) => resourceType(type)?.foundAgain.by === "description";

interface Created {
  readonly address: string;
  readonly type: string;
  readonly after: JsonObject;
}

const created = ({ resource_changes = [] }: PlanJson): readonly Created[] =>
  resource_changes.flatMap(({ address, mode, type, change }: ResourceChange) =>
    mode === "managed" && change.actions.join() === "create" && isObject(change.after)
      ? [{ address, type, after: change.after }]
      : [],
  );

function textAt(value: unknown, key: string): readonly string[] {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === "string" ? [text] : [];
}
