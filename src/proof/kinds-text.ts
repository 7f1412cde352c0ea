import type { ResourceKind } from "../aws/resource-kinds.ts";

// more than a reader takes in
const mostListed = 3;

/** Kinds of resources by name, as a message lists them. */
export function kindsText(kinds: readonly ResourceKind[]): string {
  const names = kinds.map(({ name }) => name);
  if (names.length > mostListed + 1) {
    return `${names.slice(0, mostListed).join(", ")} and ${names.length - mostListed} more`;
  }
  return names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
