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
    ["fleet-deletes", (kind: "bad" | "good") => judgeByGuard(fleetDeletes, ...fleetDeletes.example[kind])],
    ["stack-removed", (kind: "bad" | "good") => judgeByGuard(stackRemoved, ...stackRemoved.example[kind])],
    [
      "expectation-changed",
      (kind: "bad" | "good") => judgeByGuard(expectationChanged, ...expectationChanged.example[kind]),
    ],
  ])("%s: the bad example breaks it, the good one does not", (id, found) => {
    expect(found("bad")).toMatchObject([{ rule: id }]);
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
