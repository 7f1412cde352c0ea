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

const wanted = runs(8, 300);

test("lets no estate through whose stacks break a rule of AWS", () => {
  let tried = 0;
  let sound = 0;
  fc.assert(
    fc.property(fc.gen(), (generate) => {
      if (sound >= wanted) return;
      tried++;
      const texts = randomEstate(pickWith(generate));
      const { estate } = inConfigFolder(texts, judge);
      if (!estate) return;
      sound++;

      const violations = awsRules(deploymentOf(stackTexts(estate)), intentOf(estate));

      expect(violations, [...texts].flat().join("\n")).toEqual([]);
    }),
    // some seeds have a sound estate in two, some in five
    { seed, numRuns: 8 * wanted },
  );
  record("random estates whose stacks AWS takes", sound, tried);
  expect(sound).toBe(wanted);
});
