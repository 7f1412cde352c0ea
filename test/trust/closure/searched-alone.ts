import { Covered } from "./covered.ts";
import { isKnown, whichKnown } from "./known.ts";
import type { Found } from "./search.ts";
import { searchFrom } from "./search-from.ts";
import type { Start } from "./starts.ts";
import type { World } from "./world.ts";

interface Alone {
  readonly found: Found;
  /** Steps of known paths that were not taken. */
  readonly covered: Covered;
}

const searched = new WeakMap<World, Map<string, Alone>>();

/** Everything that somebody gets alone, by nothing that is known; searched once in each world, for all who ask for it. */
export function searchedAlone(world: World, start: Start): Alone {
  const inWorld = searched.get(world) ?? new Map<string, Alone>();
  searched.set(world, inWorld);
  const key = `${start.who} ${start.home}`;
  const known = inWorld.get(key) ?? searchAlone(world, start);
  inWorld.set(key, known);
  return known;
}

function searchAlone(world: World, start: Start): Alone {
  const covered = new Covered();
  const isCut = start.standsFor ? isKnown(start) : covered.noting(whichKnown(start));
  return { found: searchFrom(world, start, { isCut }), covered };
}
