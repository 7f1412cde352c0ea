import type { Clauses } from "./diagnostic.ts";

/**
 * The clauses of a message from where only one text can be carried, such as a schema: the first is what was got, the last
 * the way out. {@link sentence} gives the same message again.
 */
export function clausesOf(message: string): Clauses {
  const [got = "", ...rest] = message.split("; ");
  return { got, why: rest.slice(0, -1).join("; "), use: rest.at(-1) ?? "" };
}
