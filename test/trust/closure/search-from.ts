import { Holdings } from "./holdings.ts";
import { isKnown } from "./known.ts";
import { retriedAfter } from "./retried.ts";
import { type Found, type Limits, search } from "./search.ts";
import { given, type Start, startsIn } from "./starts.ts";
import type { Attempt } from "./step.ts";
import type { World } from "./world.ts";

/** What strangers get by themselves, who are there whoever begins; and what they are allowed, by whether it is cut. */
interface Strangers {
  readonly found: Found;
  readonly taken: readonly Attempt[];
  readonly cut: readonly Attempt[];
}

const strangers = new WeakMap<World, Strangers>();

/**
 * Everything that follows from where somebody begins, as `search` finds it. What strangers get is searched once for all
 * who begin in a world: most of what a search asks is asked by them, and nobody's being there makes their answers others.
 */
export function searchFrom(world: World, start: Start, limits: Limits = {}): Found {
  const before = strangersIn(world);
  if (!isSame(before, limits)) return search(world, start.facts, limits);
  const known = before.found.holdings.facts;
  const own = start.facts.filter((fact) => fact.kind === "acts" && !before.found.holdings.actors.has(fact.actor.id));
  const facts = [...known.values(), ...start.facts];
  const retried = retriedAfter(world, new Holdings(facts), own);
  const found = search(world, facts, { ...limits, firstActors: retried.actors, firstThings: retried.things });
  return { ...found, derivations: new Map([...before.found.derivations, ...found.derivations]) };
}

function strangersIn(world: World): Strangers {
  const known = strangers.get(world);
  if (known) return known;
  const [stranger] = startsIn(world);
  if (stranger?.who !== "a stranger") throw new Error(`got ${stranger?.who} as the first who starts`);
  const isCut = isKnown(stranger);
  const taken: Attempt[] = [];
  const cut: Attempt[] = [];
  const found = search(world, given(world), {
    isCut: (attempt) => {
      const is = isCut(attempt);
      (is ? cut : taken).push(attempt);
      return is;
    },
  });
  const searched = { found, taken, cut };
  strangers.set(world, searched);
  return searched;
}

/** Whether strangers get to no end, and no other step of theirs is cut; each that is cut is told `isCut`, as it would be. */
function isSame({ found, taken, cut }: Strangers, { without, isCut = () => false }: Limits): boolean {
  if (found.ends.length > 0 || taken.some((attempt) => attempt.kind === without || isCut(attempt))) return false;
  const left = cut.filter((attempt) => !isCut(attempt));
  return left.length === 0;
}
