import { createHash } from "node:crypto";

/** The items in an order that `seed` alone decides. */
export function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const keyed = items.map(
    (item, index) => [createHash("sha256").update(`${seed}/${index}`).digest("hex"), item] as const,
  );
  return keyed.toSorted(([one], [two]) => (one < two ? -1 : 1)).map(([, item]) => item);
}
