import { describe, expect, test } from "vitest";
import { isSoak } from "../../support/soak.ts";
import { quick } from "../organization/judge.ts";
import { example } from "../organization/organization.ts";
import { exampleWorld } from "./example-world.ts";
import { isKnown } from "./known.ts";
import { pathTo } from "./path.ts";
import { type Found, search } from "./search.ts";
import { searchAgain } from "./search-again.ts";
import { searchedAlone } from "./searched-alone.ts";
import { type SlippedIn, slippedIn } from "./slipped-in.ts";
import { type Start, startsIn } from "./starts.ts";
import { lineOf } from "./step.ts";
import { type World, worldOf } from "./world.ts";

/** What follows before anything is slipped in, once for all that is. */
const searchedBefore = (start: Start): Found => searchedAlone(exampleWorld, start).found;

/** What follows, until `isEnd` is reached. */
function searchedIn(world: World, start: Start, isEnd: (line: string) => boolean): Found {
  const earlier = startsIn(exampleWorld).find(({ who, home }) => who === start.who && home === start.home);
  const limits = { isCut: isKnown(start), until: isEnd };
  if (world === exampleWorld) return searchedBefore(start);
  if (isSoak || !earlier) return search(world, start.facts, limits);
  return searchAgain(searchedBefore(earlier), exampleWorld, world, start.facts, limits);
}

/** The path to where the author of the change wanted to get, line by line; empty when there is none. */
function pathIn(world: World, { who, path }: SlippedIn): readonly string[] {
  const starts = startsIn(world).filter((one) => one.who === who);
  if (starts.length === 0) throw new Error(`got nobody who starts as ${who}`);
  const end = path.at(-1) ?? "";
  const isEnd = (line: string) => line.includes(end);
  for (const start of starts) {
    const found = searchedIn(world, start, isEnd);
    const reached = found.ends.find(({ attempt }) => isEnd(lineOf(attempt)));
    if (reached) return pathTo(found, reached).map(({ attempt }) => lineOf(attempt));
  }
  return [];
}

/** Those of the parts that are found in lines, each after the one before. */
function inOrder(parts: readonly string[], lines: readonly string[]): readonly string[] {
  let from = 0;
  return parts.filter((part) => {
    const index = lines.findIndex((line, at) => at >= from && line.includes(part));
    if (index < 0) return false;
    from = index + 1;
    return true;
  });
}

describe("what somebody slipped in who had read the documents, and no list of paths", () => {
  test.each(slippedIn)("when $what, $who gets where they must not", (slip) => {
    const before = pathIn(exampleWorld, slip);
    const after = pathIn(worldOf(slip.change(example), quick), slip);

    expect(before).toEqual([]);
    expect(inOrder(slip.path, after)).toEqual(slip.path);
  });
});
