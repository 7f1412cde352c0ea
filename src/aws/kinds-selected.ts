import { type ResourceKind, resourceKinds } from "./resource-kinds.ts";
import { resourceTypePatterns } from "./resource-types.ts";

/** Kinds of resources that a selection of these types matches, whoever opted in to them; no types: all of them. */
export function kindsSelected(types: readonly string[]): readonly ResourceKind[] {
  if (types.length === 0) return resourceKinds;
  const patterns = new Set(types.flatMap((type) => resourceTypePatterns(type, "aws")));
  return resourceKinds.filter(({ selectedAs }) =>
    resourceTypePatterns(selectedAs, "aws").some((pattern) => patterns.has(pattern)),
  );
}
