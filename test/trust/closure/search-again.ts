import { carriedOver, changedWorld } from "./changed-world.ts";
import type { Fact } from "./holdings.ts";
import { type Found, type Limits, search } from "./search.ts";
import type { World } from "./world.ts";

/**
 * What follows in a changed world, by asking again only what the change bears on. What a change took away still counts
 * as held: for changes that only give.
 *
 * @param earlier a search to its end, by the same start, in the world before
 */
export function searchAgain(
  earlier: Found,
  before: World,
  after: World,
  start: Iterable<Fact>,
  limits: Limits = {},
): Found {
  const changed = changedWorld(before, after);
  const found = search(after, [...carriedOver(earlier.holdings.facts.values(), after), ...start], {
    ...limits,
    ...(changed.isForAll ? {} : { firstActors: changed.actors, firstThings: changed.things }),
  });
  return { ...found, derivations: new Map([...earlier.derivations, ...found.derivations]) };
}
