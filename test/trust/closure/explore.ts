import { Covered } from "./covered.ts";
import { isKnown } from "./known.ts";
import { pairsOf } from "./pairs.ts";
import { pathTo } from "./path.ts";
import { type Derivation, type Found, search } from "./search.ts";
import { searchedAlone } from "./searched-alone.ts";
import { type Start, startsIn } from "./starts.ts";
import type { World } from "./world.ts";

/** A path from somebody to something they must not reach. */
export interface Path {
  readonly who: string;
  readonly steps: readonly Derivation[];
}

export interface Exploration {
  readonly starts: readonly Start[];
  readonly pairs: number;
  /** Paths that no register knows. */
  readonly unknown: readonly Path[];
  /** What the known paths are made of, exactly. */
  readonly covered: readonly string[];
  /** Requests that were judged. */
  readonly asked: number;
  /** What all who start come to hold, together. */
  readonly facts: number;
}

/** Everybody searches alone, then each duty with each administrator. */
export function explore(world: World): Exploration {
  const starts = startsIn(world);
  const covered = new Covered();
  const alone = new Map(
    starts.map((start): [Start, Found] => {
      const { found, covered: cut } = searchedAlone(world, start);
      covered.add(cut);
      return [start, found];
    }),
  );
  const pairs = pairsOf(alone).map(({ who, members: [one, other], facts, firstActors }) => {
    const [ofOne, ofOther] = [isKnown(one), isKnown(other)];
    return {
      who,
      found: search(world, facts, { isCut: (attempt) => ofOne(attempt) || ofOther(attempt), firstActors }),
    };
  });
  const all = [...[...alone].map(([{ who }, found]) => ({ who, found })), ...pairs];
  return {
    starts,
    pairs: pairs.length,
    covered: covered.lines(),
    unknown: all.flatMap(({ who, found }) => found.ends.map((end) => ({ who, steps: pathTo(found, end) }))),
    asked: all.reduce((sum, { found }) => sum + found.asked, 0),
    facts: all.reduce((sum, { found }) => sum + found.holdings.facts.size, 0),
  };
}
