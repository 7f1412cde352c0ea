import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectationOf } from "../../../src/commands/verify-synth.ts";
import { judgeByGuard } from "../../../src/delivery/guard/guard-rule.ts";
import { expectationChanged } from "../../../src/delivery/guard/rules/expectation-changed.ts";
import { fleetDeletes } from "../../../src/delivery/guard/rules/fleet-deletes.ts";
import { guardRules, planRules } from "../../../src/delivery/guard/rules/index.ts";
import { stackRemoved } from "../../../src/delivery/guard/rules/stack-removed.ts";
import { folderRules, synthRules } from "../../../src/delivery/guard/synth/rules/index.ts";
import type { SynthExample } from "../../../src/delivery/guard/synth/synth-rule.ts";
import { verifyFolder } from "../../../src/delivery/guard/synth/verify-folder.ts";
import { verifySynth } from "../../../src/delivery/guard/synth/verify-synth.ts";
import { guardRuleIds } from "../../../src/diagnostics/guard-rule-id.ts";
import { synthesize } from "../../../src/synthesize.ts";
import { laidOver } from "../../rules/laid-over.ts";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { foundIn } from "./support/plan.ts";
import { plansOfExample } from "./support/plan-of-example.ts";

test("every word that people may write in an allowance is a rule, in its order", () => {
  expect(guardRules.map(({ id }) => id)).toEqual(guardRuleIds);
});

test.each([
  ["guard/rules", guardRules],
  ["guard/synth/rules", [...folderRules, ...synthRules]],
] as const)("every file of %s is a rule of that name, and in the list", (folder, rules) => {
  const files = readdirSync(join("src/delivery", folder)).filter((file) => file !== "index.ts");

  expect(files.length).toBeGreaterThan(10);
  expect(files.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
});

test.each([...guardRules, ...folderRules, ...synthRules].map((rule) => [rule.id, rule] as const))(
  "%s says what it is, why it stops a stack, and who says so",
  (id, { what, why, source }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(what).toMatch(/^[a-z][^.]*$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
    if (source !== null) expect(source).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+$/);
  },
);

/** Every place of an example at which nothing more stands, with what stands there. */
function leavesOf(value: unknown, path = ""): readonly (readonly [path: string, leaf: unknown])[] {
  const within = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return within.length === 0 ? [[path, value]] : within.flatMap(([key, part]) => leavesOf(part, `${path}/${key}`));
}

type Leaves = ReadonlyMap<string, unknown>;
const goneIn = (before: Leaves, after: Leaves) => [...before.keys()].filter((path) => !after.has(path));
const changedIn = (before: Leaves, after: Leaves) => [
  ...goneIn(before, after),
  ...[...after].filter(([path, leaf]) => before.get(path) !== leaf),
];

test("an example says something in each of its places, but where nothing is what it shows", () => {
  const places = [...planRules, ...folderRules, ...synthRules].flatMap(({ id, example }) => leavesOf(example, id));
  const empty = places.filter(([, leaf]) => leaf === "" || (typeof leaf === "object" && leaf !== null));

  expect(places.length).toBeGreaterThan(100);
  expect(empty.map(([place]) => place)).toEqual([
    "unjudged/bad",
    "synth-stack/good",
    "synth-file/bad/stacks/shared/more.tf",
    "synth-file/good/stacks/shared/.terraform.lock.hcl",
    "synth-provider/bad/provider/http/0",
  ]);
});

test("both changes of an example of the guard are of one value, and the good one takes nothing away, but where it takes more", () => {
  const changes = planRules.map(({ id, example: { before, bad, good } }) => {
    const was: Leaves = new Map(leavesOf(before));
    const better: Leaves = new Map(leavesOf(good));
    return [
      id,
      bad && changedIn(was, new Map(leavesOf(bad))).length,
      changedIn(was, better).length,
      goneIn(was, better).length,
    ];
  });

  expect(changes.length).toBeGreaterThan(20);
  expect(changes.filter(([, bad, good, gone]) => (bad ?? 1) !== 1 || good !== 1 || gone !== 0)).toEqual([
    ["replace", 2, 1, 0],
    ["unjudged", 2, 1, 0],
    ["copy-redirected", 2, 1, 0],
    ["plan-removed", 2, 1, 0],
    ["region-removed", 2, 1, 0],
    ["children-opened", 1, 2, 0],
    ["access-widened", 1, 1, 1],
    ["alerts-muted", 2, 2, 0],
  ]);
});

describe("of the guard", () => {
  test.each(planRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it alone, the good one breaks nothing",
    (id, { example }) => {
      const { bad, good } = plansOfExample(example);

      expect(new Set(foundIn(bad).map(({ rule }) => rule))).toEqual(new Set([id]));
      expect(foundIn(good)).toEqual([]);
    },
  );

  test.each([
    [
      "fleet-deletes",
      "fleet app-*: 3 of 10 application accounts would have something deleted (app-1, app-2, app-3)",
      (kind: "bad" | "good") => judgeByGuard(fleetDeletes, ...fleetDeletes.example[kind]),
    ],
    [
      "stack-removed",
      "app-lab app-lab: got no file of account 666666666601 any more",
      (kind: "bad" | "good") => judgeByGuard(stackRemoved, ...stackRemoved.example[kind]),
    ],
    [
      "expectation-changed",
      "expectation app: another expectation of app stacks",
      (kind: "bad" | "good") => judgeByGuard(expectationChanged, ...expectationChanged.example[kind]),
    ],
  ])("%s: the bad example breaks it, the good one does not", (id, said, found) => {
    expect(found("bad")).toMatchObject([{ rule: id }]);
    expect(found("bad").map(({ place, got }) => `${place.stack} ${place.address}: ${got}`)).toEqual([said]);
    expect(found("good")).toEqual([]);
  });
});

describe("of verify-synth", () => {
  const estate = exampleEstate();
  const stacks = stacksOf(estate);
  const expected = expectationOf(estate);
  const found = (stack: string, overlay: SynthExample["bad"]) =>
    verifySynth(stack, laidOver(stacks.get(stack), overlay), expected);

  test.each(synthRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it, the good one breaks nothing",
    (id, { example: { stack = "app-payments-prod", bad, good } }) => {
      expect(found(stack, bad).map(({ rule }) => rule)).toContain(id);
      expect(found(stack, good)).toEqual([]);
    },
  );

  test.each(folderRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it, the good one breaks nothing",
    async (id, { example }) => {
      const problemsOf = (files: typeof example.bad) => {
        const outdir = join(temporaryFolder(), "out");
        synthesize(estate, outdir);
        for (const [file, text] of Object.entries(files)) {
          const path = join(outdir, file);
          expect(existsSync(dirname(path))).toBe(true);

          if (text === null) rmSync(path);
          else writeFileSync(path, text);
        }
        return verifyFolder(outdir, expected);
      };

      expect((await problemsOf(example.bad)).map(({ rule }) => rule)).toContain(id);
      expect(await problemsOf(example.good)).toEqual([]);
    },
  );
});
