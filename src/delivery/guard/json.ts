export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object at a key, or an empty one: what is not there has nothing in it. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isObject(value) ? value : {};
}

/** JSON of a text; `undefined` for what is none. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** IAM and AWS Backup take one value where they take a list. What is no text is compared as it is written. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map((item) =>
    typeof item === "string" ? item : JSON.stringify(item),
  );

const mostShown = 5;

/** A few values in a message, and how many more there are. */
export const several = (values: readonly string[]): string =>
  values.length <= mostShown
    ? values.join(", ")
    : `${values.slice(0, mostShown).join(", ")} and ${values.length - mostShown} more`;
