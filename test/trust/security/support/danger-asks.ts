import type { ActionClass } from "../../actions/action-class.ts";
import { dangerousClasses } from "../../actions/action-class.ts";
import { chosenContexts } from "../../closure/contexts.ts";
import type { Organization, Principal, Request } from "../../organization/organization.ts";
import type { Ask } from "./ask.ts";
import { type AskedThing, askedThings } from "./asked-things.ts";

/** What could be done to a thing, of one class. */
export interface DangerAsk extends Ask {
  readonly class: ActionClass;
  readonly thing: AskedThing;
  readonly actions: readonly string[];
}

/** Every dangerous action on everything there is, in one account of each kind. */
export const dangerAsks: readonly DangerAsk[] = askedThings.flatMap((thing) =>
  dangerousClasses.flatMap((name): readonly DangerAsk[] => {
    const actions = thing.dangers.filter((danger) => danger.class === name).map(({ action }) => action);
    if (actions.length === 0) return [];
    return [
      {
        what: `${name} · ${thing.said}`,
        where: thing.place.where,
        class: name,
        thing,
        actions,
        requests: (_: Organization, principal: Principal) =>
          actions.flatMap((action) => withWords(action, thing, principal)),
      },
    ];
  }),
);

/** Once as it is, and with whatever words would make the conditions of a statement hold that allows it. */
function withWords(action: string, { target }: AskedThing, principal: Principal): readonly Request[] {
  const { policies, boundary } = principal;
  const own = action.startsWith("sts:") ? target.trust : target.policy;
  const documents = [...policies, ...(boundary ? [boundary] : []), ...(own ? [own] : [])];
  const contexts = chosenContexts(documents, action);
  if (contexts.length === 1) return [[action, target]];
  // what a policy's type is, nobody chooses who asks for one that is there
  const chosen = contexts.map((context) =>
    Object.fromEntries(Object.entries(context).filter(([key]) => !(key in target.context))),
  );
  const different = new Map(chosen.map((context) => [JSON.stringify(context), context]));
  return [...different.values()].map((context) => [action, target, context]);
}
