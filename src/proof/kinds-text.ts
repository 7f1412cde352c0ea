import type { ResourceKind } from "../aws/resource-kinds.ts";
import { kindNames } from "../estate/kind-names.ts";
import { andMore } from "../words/and-more.ts";

// more than a reader takes in
const mostListed = 3;

/** Kinds of resources by name, as a message lists them. */
export function kindsText(kinds: readonly ResourceKind[]): string {
  const names = kindNames(kinds);
  if (names.length > mostListed + 1) {
    return andMore(names, mostListed);
  }
  return names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
