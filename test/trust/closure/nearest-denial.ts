import type { Statement } from "../../emulator/model/policy-document.ts";
import { wildcard } from "../judge/wildcards.ts";
import { list } from "../organization/documents.ts";
import { shortly } from "../security/support/shortly.ts";
import type { Attempt } from "./step.ts";
import type { World } from "./world.ts";

/**
 * The denial that was missing: of all that binds who asks, or guards what is asked for, the one that comes closest. It
 * denies the action elsewhere or to others, or denies other actions there.
 */
export function nearestDenial(world: World, attempt: Attempt): string {
  const near = bindingOn(world, attempt).flatMap(({ name, statements }) =>
    statements
      .filter(({ Effect }) => Effect === "Deny")
      .map((statement) => ({ name: shortly(`${name}: ${statement.Sid}`), nearness: nearness(statement, attempt) })),
  );
  const [best] = near
    .filter(({ nearness: [rank] }) => rank > 0)
    .toSorted((one, other) => other.nearness[0] - one.nearness[0]);
  return best ? `No denial: ${best.name} comes closest, and ${best.nearness[1]}.` : "No denial is about it.";
}

interface Binding {
  readonly name: string;
  readonly statements: readonly Statement[];
}

function bindingOn({ documents, guardrails }: World, { actor, requests }: Attempt): readonly Binding[] {
  const keys = [
    ...actor.policies.map(({ document }) => document),
    ...(actor.boundary ? [actor.boundary.document] : []),
    ...guardrails
      .filter(({ kind }) => actor.isGuarded || kind === "resource control policy")
      .map(({ document }) => document),
    ...requests.flatMap(({ thing }) => thing.document ?? []),
  ];
  return [...new Set(keys)].flatMap((key) => {
    const named = documents.get(key);
    return named ? [{ name: named.name, statements: named.document.Statement }] : [];
  });
}

function nearness(statement: Statement, { requests }: Attempt): readonly [rank: number, why: string] {
  const [first] = requests;
  if (!first) return [0, ""];
  const { action, thing } = first;
  const service = action.slice(0, action.indexOf(":") + 1);
  const actions = list(statement.Action);
  const isAboutIt = list(statement.Resource ?? []).some((pattern) => pattern !== "*" && matches(pattern, thing.arn));
  const isExempt = list(statement.NotAction).some((pattern) => matches(pattern, action));
  const isOfAll = statement.NotAction !== undefined && !isExempt;
  if (isOfAll && isAboutIt) return [3, "its conditions do not hold here"];
  if (actions.some((pattern) => pattern !== "*" && matches(pattern, action))) {
    return isAboutIt || list(statement.Resource ?? []).includes("*")
      ? [3, "its conditions do not hold here"]
      : [2, "is about other resources"];
  }
  if (isAboutIt) return [2.5, isExempt ? `leaves \`${action}\` out` : `does not name \`${action}\``];
  return actions.some((pattern) => pattern.startsWith(service)) ? [1, `does not name \`${action}\``] : [0, ""];
}

const matches = (pattern: string, value: string): boolean => wildcard(pattern.toLowerCase())(value.toLowerCase());
