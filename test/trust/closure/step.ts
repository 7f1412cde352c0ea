import type { Actor } from "./actor.ts";
import { named } from "./actor.ts";
import type { Request } from "./ask.ts";
import type { EdgeKind, Gain } from "./edges.ts";
import type { Thing } from "./thing.ts";

/** What somebody may try: everything that it asks AWS for has to be allowed. */
export interface Attempt {
  readonly kind: EdgeKind;
  readonly actor: Actor;
  /** The one that it is about comes first. */
  readonly requests: readonly Request[];
  readonly gives: Gain | null;
  readonly told: string;
}

/**
 * `make a role | lockstep-pipeline-apply @ shared | iam:CreateRole | a new role made-up @ shared`: how cuts know it.
 *
 * @param home account of whoever starts: others of its kind are not theirs
 */
export function lineOf({ kind, actor, requests }: Attempt, home: string | null = null): string {
  const label = (one: Actor | Thing) => {
    const isAnother = home !== null && one.accountId !== home && one.place.endsWith("prod account");
    return isAnother ? named({ said: one.said, place: one.place.replace(/^a /, "another ") }) : named(one);
  };
  return [
    kind,
    label(actor),
    [...new Set(requests.map(spoken))].join(" + "),
    [...new Set(requests.map(({ thing }) => label(thing)))].join(" + "),
  ].join(" | ");
}

/** A role within a boundary is another matter than one without. */
const spoken = ({ action, context }: Request): string =>
  /^iam:Create(Role|User)$/.test(action) && context["iam:PermissionsBoundary"] !== undefined
    ? `${action} within a boundary`
    : action;

export const thingOf = (attempt: Attempt): Thing => (attempt.requests[0] as Request).thing;
