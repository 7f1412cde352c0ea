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

/** `make a role | lockstep-pipeline-apply @ shared | iam:CreateRole | a new role made-up @ shared`: how cuts know it. */
export function lineOf({ kind, actor, requests }: Attempt): string {
  const [first] = requests;
  const action = requests.map((one) => one.action);
  const things = requests.map(({ thing }) => thing);
  return [
    kind,
    named(actor),
    [...new Set(action)].join(" + "),
    [...new Set(things.map((thing) => named(thing)))].join(" + "),
    ...(first ? [] : ["nothing"]),
  ].join(" | ");
}

export const thingOf = (attempt: Attempt): Thing => (attempt.requests[0] as Request).thing;
