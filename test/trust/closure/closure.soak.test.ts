import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../../src/judge.ts";
import type { Estate } from "../../../src/model.ts";
import { inConfigFolder } from "../../support/config-folder.ts";
import { record } from "../../support/figures.ts";
import { pickWith } from "../../support/pick.ts";
import { randomEstate } from "../../support/random-estate.ts";
import { seed } from "../../support/soak.ts";
import { promised } from "../judge/quick-judge.ts";
import { quick } from "../organization/judge.ts";
import { example, organizationOf } from "../organization/organization.ts";
import { explore } from "./explore.ts";
import { toldWithDenial } from "./told.ts";
import { worldOf } from "./world.ts";

const wanted = 12;

test("in no other organization is there a path that the example does not have", () => {
  const { management } = example.estate;
  let searched = 0;
  let asked = 0;

  fc.assert(
    fc.property(fc.gen(), (generate) => {
      const texts = randomEstate(pickWith(generate));
      const { estate } = inConfigFolder(texts, judge);
      if (!estate || searched >= wanted) return;
      searched++;
      // without guardrails every administrator may do what they like: what is said of paths is said with them
      const guarded: Estate = {
        ...estate,
        management: estate.management ?? { ...(management as NonNullable<typeof management>), ...placeOf(estate) },
      };
      const world = worldOf(organizationOf(guarded, promised(quick)), quick);
      const exploration = explore(world);
      asked += exploration.asked;

      const unknown = exploration.unknown.map(({ who, steps }) => [
        who,
        ...steps.map((step) => toldWithDenial(world, step)),
      ]);
      expect(unknown.slice(0, 3), [...texts].flat().join("\n")).toEqual([]);
    }),
    { seed, numRuns: 8 * wanted },
  );
  record("organizations searched for paths", searched);
  record("requests judged in them", asked);
  expect(searched).toBeGreaterThan(wanted / 2);
});

const placeOf = ({ organization, shared }: Estate) => ({
  accountId: organization.managementAccountId,
  region: shared.region,
  guardrails: true,
});
