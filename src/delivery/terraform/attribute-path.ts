/** Where a value stands in a resource: keys of objects, and places in lists as numbers. */
export type AttributePath = readonly (string | number)[];

/** Such as `rule[0].lifecycle[0].delete_after`, for people; a key that would read like a path, such as an ARN's, in quotes. */
export const pathText = (path: AttributePath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[\w@:/-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
