import type { Actor } from "./actor.ts";
import type { Fact, Holdings } from "./holdings.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** Who and what is to be tried again, because something new is held: all else gives the answer that it gave before. */
export interface Retried {
  readonly isAll: boolean;
  readonly actors: ReadonlySet<string>;
  readonly things: readonly Thing[];
}

export function retriedAfter(world: World, holdings: Holdings, facts: readonly Fact[]): Retried {
  const actors = new Set<string>();
  const things = new Map<string, Thing>();
  const all = [...world.things, ...holdings.made];
  const addActors = (test: (actor: Actor) => boolean) => {
    for (const actor of holdings.actors.values()) if (test(actor)) actors.add(actor.id);
  };
  const addThings = (test: (thing: Thing) => boolean) => {
    for (const thing of all) if (test(thing)) things.set(thing.id, thing);
  };
  const holdsIn = (actor: Actor, test: (slot: Actor["policies"][number]) => boolean) =>
    actor.policies.some(test) || (actor.boundary !== null && test(actor.boundary));
  let isAll = false;

  for (const fact of facts) {
    switch (fact.kind) {
      case "acts": {
        const { id, sort, accountId } = fact.actor;
        actors.add(id);
        addThings((thing) => thing.actorId === id);
        // what is done to groups and names is worth something once one has a user
        if (sort === "user")
          addThings((thing) => thing.accountId === accountId && /user|whole account/.test(thing.sort));
        break;
      }
      case "wrote":
        isAll ||= world.guardrails.some(({ document }) => document === fact.document);
        addActors((actor) => holdsIn(actor, ({ document }) => document === fact.document));
        addThings(({ document }) => document === fact.document);
        break;
      case "dropped":
        isAll ||= world.guardrails.some(({ slot }) => slot === fact.slot);
        addActors((actor) => holdsIn(actor, ({ id }) => id === fact.slot));
        addThings(({ document }) => document === fact.slot);
        break;
      case "seen as":
      case "reached as":
      case "granted":
        addThings(({ id }) => id === fact.thingId);
        break;
      case "exists":
        things.set(fact.thing.id, fact.thing);
        break;
      case "delegate":
        addActors(({ accountId }) => accountId === fact.accountId);
        break;
      case "left":
      case "joined":
        isAll = true;
        break;
      case "touched":
        break;
    }
  }
  return { isAll, actors, things: [...things.values()] };
}
