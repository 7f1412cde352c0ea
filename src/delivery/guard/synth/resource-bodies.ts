import type { ResourceType } from "../../resources/resource-type.ts";
import { resourceType } from "../../resources/resource-types.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";

/** A resource of a type that stacks are made of. */
export interface ResourceBody {
  readonly row: ResourceType;
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
  readonly at: readonly ["resource", type: string, name: string];
}

/** Resources of a stack that other rules have no complaint about as a whole. */
export function resourceBodies({ resource }: JsonObject): readonly ResourceBody[] {
  if (!isObject(resource)) return [];
  return Object.entries(resource).flatMap(([type, named]) => {
    const row = resourceType(type);
    if (row === undefined || row.notInStacks !== undefined || !isObject(named)) return [];
    return Object.entries(named).flatMap(([name, body]) =>
      isObject(body) ? [{ row, type, name, body, at: ["resource", type, name] as const }] : [],
    );
  });
}

/** Every address that something of a stack may refer to. */
export const addressesIn = ({ resource }: JsonObject): ReadonlySet<string> =>
  new Set(
    Object.entries(isObject(resource) ? resource : {}).flatMap(([type, named]) =>
      Object.keys(isObject(named) ? named : {}).map((name) => `${type}.${name}`),
    ),
  );
