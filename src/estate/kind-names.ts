import type { ResourceKind } from "../aws/resource-kinds.ts";

/** Kinds by name, for a reader: one that is a part of another says nothing beside it. */
export const kindNames = (kinds: readonly ResourceKind[]): readonly string[] =>
  kinds.filter(({ name, of }) => of === name || kinds.every((other) => other.name !== of)).map(({ name }) => name);
