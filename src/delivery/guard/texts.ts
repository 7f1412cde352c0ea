/** IAM takes one value where it takes a list. What is no text is compared as it is written. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map((item) =>
    typeof item === "string" ? item : JSON.stringify(item),
  );
