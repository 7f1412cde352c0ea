import { pipelineApplyRole, pipelineScopes, type Scope } from "../../../src/names.ts";
import type { Resource } from "../../emulator/deploy/stack-resources.ts";
import type { Organization, Request } from "./organization.ts";
import { type Calls, providerCalls } from "./provider-calls.ts";

export interface DeployedStack {
  readonly id: string;
  readonly accountId: string;
  readonly applyRole: string;
  readonly resources: readonly Resource[];
}

/** The stacks that the pipeline deploys; a person deploys `bootstrap`. */
export function stacksOf(in_: Organization): readonly DeployedStack[] {
  const ids = [...new Set(in_.resources.map(({ stack }) => stack))].filter((id) => id !== "bootstrap");
  return ids.map((id) => {
    const resources = in_.resources.filter(({ stack }) => stack === id);
    return { id, accountId: resources[0]?.accountId ?? "", applyRole: pipelineApplyRole(scopeOf(id)), resources };
  });
}

function scopeOf(stack: string): Scope {
  return pipelineScopes.find(({ scope }) => scope === stack)?.scope ?? "app-prod";
}

/** What the provider asks for on behalf of a stack, each request once. */
export function callsOf(
  in_: Organization,
  stack: DeployedStack,
  of: (calls: Calls) => readonly Request[],
): readonly Request[] {
  const requests = stack.resources.flatMap((resource) => of(providerCalls(in_, resource)));
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}
