import { type JsonObject, objectAt } from "../stack/json-object.ts";

/** Addresses of the resources that a stack's JSON declares, sorted. */
export const declaredResources = (json: JsonObject): readonly string[] =>
  Object.entries(objectAt(json, "resource"))
    .flatMap(([type, resources]) => Object.keys(Object(resources)).map((name) => `${type}.${name}`))
    .sort();
