import type { Derivation, Found } from "./search.ts";

/** Everything that has to be done before, in an order in which it can be done. */
export function pathTo({ derivations }: Found, end: Derivation): readonly Derivation[] {
  const path: Derivation[] = [];
  const seen = new Set<Derivation>();
  const visit = (derivation: Derivation) => {
    if (seen.has(derivation)) return;
    seen.add(derivation);
    for (const key of derivation.needs) {
      const before = derivations.get(key);
      if (before) visit(before);
    }
    path.push(derivation);
  };
  visit(end);
  return path;
}
