import { cutting } from "./cut.ts";
import { beginsPath, isKnown } from "./known.ts";
import type { KnownPath } from "./known-path.ts";
import { pathTo } from "./path.ts";
import type { Derivation } from "./search.ts";
import { searchFrom } from "./search-from.ts";
import type { Start } from "./starts.ts";
import { lineOf } from "./step.ts";
import type { World } from "./world.ts";

export interface FoundPath {
  readonly who: string;
  readonly steps: readonly Derivation[];
}

/** The shortest path of a known kind, with every other known one closed; `null`: there is none any more. */
export function foundPath(world: World, starts: readonly Start[], path: KnownPath): FoundPath | null {
  const beginning = starts.filter((start) => beginsPath(path, start));
  const told = beginning.filter(({ who }) => path.tell === undefined || who === path.tell);
  if (told.length === 0) throw new Error(`${path.id} is told of ${path.tell}, who is none of ${path.from.join(", ")}`);
  const isWanted = path.to ? cutting([path.to]) : () => true;
  for (const start of told) {
    const found = searchFrom(world, start, { isCut: isKnown(start, path), until: isWanted });
    const end = found.ends.find(({ attempt }) => isWanted(lineOf(attempt)));
    if (end) return { who: start.who, steps: pathTo(found, end) };
  }
  return null;
}
