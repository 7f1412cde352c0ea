import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../src/judge.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { deploymentOf } from "../support/aws-rules/deployment.ts";
import { intentOf } from "../support/aws-rules/intent.ts";
import { awsRules } from "../support/aws-rules.ts";
import { inConfigFolder } from "../support/config-folder.ts";
import { record } from "../support/figures.ts";
import { pickWith } from "../support/pick.ts";
import { randomEstate } from "../support/random-estate.ts";
import { runs, seed } from "../support/soak.ts";

const numRuns = runs(45, 2_000);

test("lets no estate through whose stacks break a rule of AWS", () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.gen(), (generate) => {
      const texts = randomEstate(pickWith(generate));
      const { estate } = inConfigFolder(texts, judge);
      if (!estate) return;
      sound++;

      const violations = awsRules(deploymentOf(stackTexts(estate)), intentOf(estate));

      expect(violations, [...texts].flat().join("\n")).toEqual([]);
    }),
    { seed, numRuns },
  );
  record("random estates whose stacks AWS takes", sound, numRuns);
  expect(sound).toBeGreaterThanOrEqual(numRuns / 3);
});
