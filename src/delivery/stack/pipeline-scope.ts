import { type PipelineScope, pipelineScopes, type Scope } from "../../names.ts";

/** What is known of a scope; `undefined`: a person applies it (`bootstrap`). */
export const pipelineScope = (scope: Scope): PipelineScope | undefined =>
  pipelineScopes.find((one) => one.scope === scope);

/** Whether the stacks of a scope are those of application accounts. */
export const holdsAccounts = (scope: Scope): boolean => pipelineScope(scope)?.holds === "accounts";

/**
 * The stack with the backup policies of an account's class; it is called like its scope.
 *
 * @throws for a scope without a class: it has no policies of its own
 */
export function policiesFor(scope: Scope): string {
  const cls = pipelineScope(scope)?.class;
  const found = pipelineScopes.find((one) => one.holds === "policies" && one.class === cls);
  if (!found) throw new Error(`got scope ${scope}, which is of no class; use that of an application account`);
  return found.scope;
}

/** Scopes of which everything must be applied before one: those of earlier waves that its class relies on. */
export function scopesBefore(scope: Scope): readonly Scope[] {
  const own = pipelineScope(scope);
  if (!own) return [];
  const precedes = (one: PipelineScope) => one.wave < own.wave && (one.class === null || one.class === own.class);
  return pipelineScopes.filter(precedes).map((one) => one.scope);
}

/** In the order in which they are applied; what a person applies comes last. */
export function compareScopes(a: Scope, b: Scope): number {
  const placeOf = (scope: Scope) => {
    const place = inOrder.findIndex((one) => one.scope === scope);
    return place < 0 ? inOrder.length : place;
  };
  return placeOf(a) - placeOf(b);
}

const inOrder = [...pipelineScopes].sort((a, b) => a.wave - b.wave);
