import { expect, test } from "vitest";
import { quick } from "../organization/judge.ts";
import { example } from "../organization/organization.ts";
import { type EdgeKind, edges } from "./edges.ts";
import { exampleWorld } from "./example-world.ts";
import { isKnown } from "./known.ts";
import { pathTo } from "./path.ts";
import { plants } from "./planted.ts";
import { search } from "./search.ts";
import { startsIn } from "./starts.ts";
import { lineOf } from "./step.ts";
import { type World, worldOf } from "./world.ts";

/** `kms:Decrypt on the key alias/lockstep-state @ shared` */
function endIn(line: string): string {
  const [, , action, things] = line.split(" | ");
  return `${action} on ${things}`;
}

/** Ends by what they are, each with the lines of its steps; when `end` is given, only until it is reached. */
function reached(world: World, from: string, { end, without }: { end?: string; without?: EdgeKind } = {}) {
  const start = startsIn(world).find(({ who }) => who === from);
  if (!start) throw new Error(`got nobody who starts as ${from}`);
  const found = search(world, start.facts, {
    isCut: isKnown(start),
    until: (line) => endIn(line) === end,
    ...(without && { without }),
  });
  return new Map(
    found.ends.map((one) => [endIn(lineOf(one.attempt)), pathTo(found, one).map(({ attempt }) => lineOf(attempt))]),
  );
}

test.each([...new Set(plants.map(({ from }) => from))])("%s reaches nothing before anything is planted", (from) => {
  const ends = reached(exampleWorld, from);

  expect([...ends.keys()]).toEqual([]);
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
