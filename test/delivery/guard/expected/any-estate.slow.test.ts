import fc from "fast-check";
import { expect, test } from "vitest";
import { expectationOf } from "../../../../src/commands/verify-synth.ts";
import { verifySynth } from "../../../../src/delivery/guard/synth/verify-synth.ts";
import { judge } from "../../../../src/judge.ts";
import type { Estate } from "../../../../src/model.ts";
import { stackTexts } from "../../../../src/stack-texts.ts";
import { inConfigFolder } from "../../../support/config-folder.ts";
import { record } from "../../../support/figures.ts";
import { pickWith } from "../../../support/pick.ts";
import { randomEstate } from "../../../support/random-estate.ts";
import { runs, seed } from "../../../support/soak.ts";

const problemsOf = (estate: Estate) => {
  const expected = expectationOf(estate);
  return [...stackTexts(estate)].flatMap(([stack, text]) => verifySynth(stack, JSON.parse(text), expected));
};

const numRuns = runs(40, 400);

test("whatever sound config is synthesized, it is what is expected of that config", () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.gen(), (generate) => {
      const texts = randomEstate(pickWith(generate));
      const { estate } = inConfigFolder(texts, judge);
      if (!estate) return;
      sound++;

      const problems = problemsOf(estate);

      expect(problems, [...texts].flat().join("\n")).toEqual([]);
    }),
    { seed, numRuns },
  );
  record("random estates whose stacks are expected", sound, numRuns);
  expect(sound).toBeGreaterThanOrEqual(numRuns / 3);
});
