import { counted } from "./counted.ts";

/** The first of many by name, and how many more there are: a message about a thousand accounts stays one line. */
export function withOthers(first: string, all: readonly unknown[]): string {
  const others = all.length - 1;
  return others < 1 ? first : `${first} and ${counted(others, "other")}`;
}
