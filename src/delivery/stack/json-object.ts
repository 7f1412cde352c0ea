/** Members of a JSON object; of anything else, none. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The object at a path, or an empty one: what a pull request synthesized may have any form, and what is not there has
 * nothing in it.
 */
export const objectAt = (value: JsonObject, ...path: readonly string[]): JsonObject =>
  path.reduce<JsonObject>((parent, key) => {
    const child = Object.hasOwn(parent, key) ? parent[key] : undefined;
    return isObject(child) ? child : {};
  }, value);

/** Terraform's JSON syntax takes one block or a list of them. */
export const blocksOf = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? value : [value]).filter(isObject);
