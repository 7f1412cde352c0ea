import { expect, test } from "vitest";
import { isSoak } from "../../support/soak.ts";
import { quick } from "../organization/judge.ts";
import { example } from "../organization/organization.ts";
import { type EdgeKind, edges } from "./edges.ts";
import { exampleWorld } from "./example-world.ts";
import { isKnown } from "./known.ts";
import { pathTo } from "./path.ts";
import { plants } from "./planted.ts";
import { type Found, search } from "./search.ts";
import { searchAgain } from "./search-again.ts";
import { searchedAlone } from "./searched-alone.ts";
import { type Start, startsIn } from "./starts.ts";
import { lineOf } from "./step.ts";
import { type World, worldOf } from "./world.ts";

function startOf(world: World, from: string): Start {
  const start = startsIn(world).find(({ who }) => who === from);
  if (!start) throw new Error(`got nobody who starts as ${from}`);
  return start;
}

/** What follows before anything is planted, once for all plants of a start. */
const searchedBefore = (start: Start): Found => searchedAlone(exampleWorld, start).found;

/** `kms:Decrypt on the key alias/lockstep-state @ shared` */
function endIn(line: string): string {
  const [, , action, things] = line.split(" | ");
  return `${action} on ${things}`;
}

/** Ends by what they are, each with the lines of its steps; when `end` is given, only until it is reached. */
function reached(world: World, from: string, { end, without }: { end?: string; without?: EdgeKind } = {}) {
  const start = startOf(world, from);
  const earlier = searchedBefore(startOf(exampleWorld, from));
  // what rests on that kind already is not there without it
  const isAllAsked = isSoak || [...earlier.derivations.values()].some(({ attempt }) => attempt.kind === without);
  const limits = {
    isCut: isKnown(start),
    until: (line: string) => endIn(line) === end,
    ...(without && { without }),
  };
  const found = isAllAsked
    ? search(world, start.facts, limits)
    : searchAgain(earlier, exampleWorld, world, start.facts, limits);
  return new Map(
    found.ends.map((one) => [endIn(lineOf(one.attempt)), pathTo(found, one).map(({ attempt }) => lineOf(attempt))]),
  );
}

test.each([...new Set(plants.map(({ from }) => from))])("%s reaches nothing before anything is planted", (from) => {
  const start = startOf(exampleWorld, from);

  const { ends } = searchedBefore(start);

  expect(ends.map(({ attempt }) => endIn(lineOf(attempt)))).toEqual([]);
});

test.each(plants)(
  "$kind: when $what, a path is found, and by that kind alone",
  ({ kind, from, change, by, reaches }) => {
    const world = worldOf(change(example), quick);

    const withAll = reached(world, from, { end: reaches });
    const withoutKind = reached(world, from, { end: reaches, without: kind });

    expect([...withAll.keys()]).toContain(reaches);
    expect(withAll.get(reaches)?.filter((line) => line.startsWith(`${kind} | `) && line.includes(by))).not.toEqual([]);
    expect([...withoutKind.keys()]).not.toContain(reaches);
  },
);

test("no kind is without a plant", () => {
  const planted = new Set(plants.map(({ kind }) => kind));

  expect([...new Set(edges.map(({ kind }) => kind))].filter((kind) => !planted.has(kind))).toEqual([]);
});
