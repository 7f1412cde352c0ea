import { inSelection } from "./in-selection.ts";
import type { PolicyOverlay } from "./policy-example.ts";

/** An overlay that selects other types as well. */
export function withTypes(overlay: PolicyOverlay, ...patterns: readonly string[]): PolicyOverlay {
  const { plans } = inSelection({ resource_types: { "@@assign": patterns } });
  return { plans: { p: { ...planOf(plans), ...planOf(overlay["plans"]) } } };
}

const planOf = (plans: unknown) => (plans as { readonly p: PolicyOverlay }).p;
