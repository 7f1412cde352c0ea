import { expect, test } from "vitest";
import { driftRules } from "../../src/delivery/drift/rules/index.ts";
import { guardRules } from "../../src/delivery/guard/rules/index.ts";
import { folderRules, synthRules } from "../../src/delivery/guard/synth/rules/index.ts";
import { ruleChapters } from "../../src/rules/chapters.ts";

/** Every rule of each family, those left out that `lint-policy` shares with `check` on purpose. */
const families = {
  "check and lint-policy": Object.values(ruleChapters)
    .flat()
    .map(({ id }) => id),
  guard: guardRules.map(({ id }) => id),
  "verify-synth": [...folderRules, ...synthRules].map(({ id }) => id),
  drift: driftRules.map(({ id }) => id),
};

test("an id is one rule's, whoever finds it: check, lint-policy, guard, verify-synth, drift", () => {
  const named = Object.entries(families).flatMap(([family, ids]) => ids.map((id) => [id, family] as const));
  const twice = named.filter(([id], index) => named.findIndex(([other]) => other === id) !== index);

  expect(named.length).toBeGreaterThan(150);
  expect(twice).toEqual([]);
});
