import type { ResourceKind } from "../../aws/resource-kinds.ts";

/** The types of kinds of resources, each once, for a message. */
export const typesOf = (kinds: readonly ResourceKind[]) => [...new Set(kinds.map(({ type }) => type))].join(", ");
