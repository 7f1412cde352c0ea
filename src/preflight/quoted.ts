/** A value as one argument of a POSIX shell. */
export const quoted = (value: unknown): string =>
  `'${(typeof value === "string" ? value : JSON.stringify(value)).replaceAll("'", `'\\''`)}'`;
