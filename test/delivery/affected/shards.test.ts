import fc from "fast-check";
import { expect, test } from "vitest";
import { indicesByScope, shardsOf } from "../../../src/delivery/affected/shards.ts";
import { pipelineScopes, type Scope } from "../../../src/names.ts";
import { affectedStack } from "./support/trees.ts";

const stacksOf = (sizes: Partial<Record<Scope, number>>) =>
  Object.entries(sizes).flatMap(([scope, count]) =>
    Array.from({ length: count }, (_, index) =>
      affectedStack(`${scope}-${String(index).padStart(4, "0")}`, scope as Scope, {
        wave: pipelineScopes.find((other) => other.scope === scope)?.wave ?? null,
      }),
    ),
  );
const only = (changed: ReturnType<typeof stacksOf>) => ({ added: [], changed, retiring: [] });
const sizesOf = (sizes: Partial<Record<Scope, number>>, options: { max: number; perShard: number }) =>
  shardsOf(only(stacksOf(sizes)), options).map(({ scope, stacks }) => `${scope} ${stacks.length}`);

test.each([
  ["nothing", {}, 8, 25, []],
  ["one stack", { shared: 1 }, 1, 25, ["shared 1"]],
  ["as many as fit in one", { "app-prod": 25 }, 8, 25, ["app-prod 25"]],
  ["one more than fits in one", { "app-prod": 26 }, 8, 25, ["app-prod 13", "app-prod 13"]],
  ["more than fit in all", { "app-prod": 100 }, 3, 25, ["app-prod 33", "app-prod 33", "app-prod 34"]],
  ["two scopes of one wave", { "central-prod": 1, shared: 1 }, 2, 25, ["shared 1", "central-prod 1"]],
  [
    "waves in order",
    { "app-prod": 1, "policies-prod": 1, "policies-nonprod": 1, "app-nonprod": 1 },
    8,
    1,
    ["app-nonprod 1", "policies-nonprod 1", "app-prod 1", "policies-prod 1"],
  ],
  [
    "a large and a small scope",
    { "app-nonprod": 90, "app-prod": 10 },
    4,
    25,
    ["app-nonprod 30", "app-nonprod 30", "app-nonprod 30", "app-prod 10"],
  ],
  ["what only a person applies", { bootstrap: 1 }, 8, 25, []],
])("%s: in shards of one scope each", (_, sizes, max, perShard, expected) => {
  expect(sizesOf(sizes, { max, perShard })).toEqual(expected);
});

test("holds stacks that are added, changed and retiring, but none that is removed", () => {
  const [a, b, c] = stacksOf({ "app-prod": 3 });
  const affected = { added: [c], changed: [a], retiring: [b] } as Parameters<typeof shardsOf>[0];

  expect(shardsOf(affected, { max: 1, perShard: 25 })).toEqual([
    { index: 0, scope: "app-prod", wave: 4, stacks: ["app-prod-0000", "app-prod-0001", "app-prod-0002"] },
  ]);
});

const eight = Object.fromEntries(pipelineScopes.map(({ scope }) => [scope, 1]));

test("takes as many shards as there are scopes", () => {
  expect(sizesOf(eight, { max: 8, perShard: 25 })).toHaveLength(8);
});

test.each([
  [
    eight,
    7,
    "--max: got 7; use at least 8: a shard never mixes scopes, and the stacks are of management, shared, central-prod, central-nonprod, app-nonprod, policies-nonprod, app-prod, policies-prod",
  ],
  [
    { shared: 1, "app-prod": 5 },
    1,
    "--max: got 1; use at least 2: a shard never mixes scopes, and the stacks are of shared, app-prod",
  ],
  [{}, 257, "--max: got 257; use at most 256, the jobs that GitHub takes in a matrix"],
])("refuses %o in %i", (sizes, max, message) => {
  expect(() => sizesOf(sizes, { max, perShard: 25 })).toThrow(new Error(message));
});

test("takes 256 shards", () => {
  expect(sizesOf({ "app-prod": 12_800 }, { max: 256, perShard: 25 })).toEqual(Array(256).fill("app-prod 50"));
});

test("lists indices by scope, empty ones too", () => {
  const shards = shardsOf(only(stacksOf({ shared: 1, "app-prod": 30 })), { max: 8, perShard: 25 });

  expect(indicesByScope(shards)).toEqual({
    management: [],
    shared: [0],
    "central-prod": [],
    "central-nonprod": [],
    "app-nonprod": [],
    "policies-nonprod": [],
    "app-prod": [1, 2],
    "policies-prod": [],
  });
});

const someStacks = fc
  .record(Object.fromEntries(pipelineScopes.map(({ scope }) => [scope, fc.nat(60)])))
  .map((sizes) => stacksOf(sizes));
const options = fc.record({ max: fc.integer({ min: 8, max: 256 }), perShard: fc.integer({ min: 1, max: 40 }) });

test("every stack is in exactly one shard of its scope and wave, in at most so many shards, numbered wave by wave", () => {
  fc.assert(
    fc.property(someStacks, options, (stacks, { max, perShard }) => {
      const shards = shardsOf(only(stacks), { max, perShard });

      const planned = shards.flatMap(({ scope, wave, stacks }) => stacks.map((stack) => `${stack} ${scope} ${wave}`));
      expect(planned.sort()).toEqual(stacks.map(({ stack, scope, wave }) => `${stack} ${scope} ${wave}`).sort());
      expect(shards.length).toBeLessThanOrEqual(max);
      expect(shards.map(({ index }) => index)).toEqual([...shards.keys()]);
      expect(shards.map(({ wave }) => wave)).toEqual(shards.map(({ wave }) => wave).sort((a, b) => a - b));
      expect(shards.every(({ stacks }) => stacks.length > 0)).toBe(true);
    }),
  );
});

test("shards of a scope differ by one stack at most, and are no larger than the number of shards demands", () => {
  fc.assert(
    fc.property(someStacks, options, (stacks, { max, perShard }) => {
      const shards = shardsOf(only(stacks), { max, perShard });

      for (const { scope } of pipelineScopes) {
        const sizes = shards.filter((shard) => shard.scope === scope).map(({ stacks }) => stacks.length);
        expect(Math.max(0, ...sizes) - Math.min(...sizes, Math.max(0, ...sizes))).toBeLessThanOrEqual(1);
      }
      const largest = Math.max(0, ...shards.map(({ stacks }) => stacks.length));
      const smaller = pipelineScopes.map(({ scope }) => stacks.filter((stack) => stack.scope === scope).length);
      const needed = (size: number) => smaller.reduce((sum, count) => sum + Math.ceil(count / size), 0);
      if (largest > perShard) expect(needed(largest - 1)).toBeGreaterThan(max);
    }),
  );
});

test("the same stacks give the same shards, in whatever order and list they come", () => {
  fc.assert(
    fc.property(
      someStacks.chain((stacks) =>
        fc.tuple(fc.constant(stacks), fc.shuffledSubarray(stacks, { minLength: stacks.length })),
      ),
      options,
      ([stacks, shuffled], limits) => {
        const half = Math.floor(shuffled.length / 2);
        const lists = { added: shuffled.slice(0, half), changed: [], retiring: shuffled.slice(half) };

        expect(shardsOf(lists, limits)).toEqual(shardsOf(only(stacks), limits));
      },
    ),
  );
});
