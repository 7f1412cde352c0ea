import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../src/judge.ts";
import type { AppAccount, Estate, Plan } from "../../src/model.ts";
import { dayMs } from "../emulator/model/clock.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import type { ProtectedResource, ResourceKind } from "../emulator/model/resources.ts";
import { inConfigFolder } from "../support/config-folder.ts";
import { pickWith } from "../support/pick.ts";
import { randomEstate } from "../support/random-estate.ts";
import { runs } from "../support/soak.ts";
import { ChangingPace, type Slowness } from "./support/changing-pace.ts";
import { deployed } from "./support/deployed.ts";
import { type ExpectedSeries, expectedSeries } from "./support/expected-series.ts";
import { failuresOf } from "./support/failures.ts";
import { isOfTypes, kindRows, optInName } from "./support/kinds.ts";
import { liveThrough } from "./support/live-through.ts";
import { lossTable, worstLosses } from "./support/losses.ts";
import { addResource, optInToNothingElse } from "./support/seeded-resources.ts";
import { Watch } from "./support/watch.ts";

const seed = 20_261_128;
// with the firsts of two months, after which every rule but the rarest has run
const start = new Date("2027-12-27T10:10:00Z");
const days = 42;

/** A value of its own tag for each plan, so that the plan selects the resource, or leaves it alone. */
function tagsFor(plans: readonly Plan[], wanted: Plan): Readonly<Record<string, string>> {
  const tags = plans.map(({ selection: { kind, tagKey, tagValues } }, index) => {
    const isWanted = plans[index] === wanted;
    return isWanted === (kind === "tagged") ? [[tagKey, tagValues[0] ?? ""] as const] : [];
  });
  return Object.fromEntries(tags.flat());
}

/** One resource for each plan in each Region of each account, of a kind that the plan reaches. */
function addOneForEachPlan(cloud: Cloud, estate: Estate): readonly ProtectedResource[] {
  const kindIn = (
    { optIn }: AppAccount,
    region: string,
    { selection }: Plan,
    turn: number,
  ): ResourceKind | undefined => {
    const kinds = [...kindRows.keys()].filter(
      (kind) =>
        isOfTypes(kind, selection.types) &&
        optIn[region]?.includes(optInName(kind)) &&
        (estate.management?.optIn[region] ?? optIn[region])?.includes(optInName(kind)),
    );
    return kinds[turn % kinds.length];
  };
  let turn = 0;
  return estate.accounts.flatMap((account) =>
    account.regions.flatMap((region) =>
      estate.plans.flatMap((plan) => {
        turn += 7;
        const kind = kindIn(account, region, plan, turn);
        const tags = tagsFor(estate.plans, plan);
        return kind ? [addResource(cloud, estate, account, region, kind, plan.name, tags)] : [];
      }),
    ),
  );
}

/** From when on every rule of a plan has left its first recovery point; `null`: not within the time that is looked at. */
function steadyFrom(plan: Plan, expected: readonly ExpectedSeries[], end: number): number | null {
  const own = expected.filter((series) => series.plan === plan);
  if (own.length === 0) return null;
  const firsts = own.map(({ sureStarts: [first], targets }) =>
    first === undefined ? Number.POSITIVE_INFINITY : first + Math.max(...targets.map(({ latencyMs }) => latencyMs)),
  );
  const from = Math.max(...firsts);
  return from < end ? from : null;
}

/** As slow as every window lets jobs be; copies of one backup are made one after the other, ten minutes being the finest. */
function slowestOf({ plans, central }: Estate): Slowness {
  const rules = plans.flatMap((plan) => plan.rules);
  const copies = Math.max(...Object.values(central).map(({ regions }) => regions.length));
  const copyWithin = Math.min(...rules.map(({ copyWithinMinutes }) => copyWithinMinutes));
  return {
    backup: Math.min(...rules.map(({ completeWithinMinutes }) => completeWithinMinutes)),
    copy: Math.floor(copyWithin / copies / 10) * 10,
  };
}

/** What `check` warns of where jobs may be in each other's way, and no promise is broken by it. */
const inTheWay: readonly string[] = ["job-in-the-way", "copies-in-turn"];

test("what check lets through is backed up, copied, kept, and lost no more than is proven, whatever the plans", async () => {
  let lossesSeen = 0;
  let withoutWarning = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (generate) => {
      const pick = pickWith(generate);
      const seedOfCloud = pick.number(1, 1_000_000);
      const texts = randomEstate(pick);
      const { estate, problems } = inConfigFolder(texts, (folder) => judge(folder));
      fc.pre(estate !== null);
      if (!estate) return;
      const shown = [...texts].flat().join("\n");
      const end = start.getTime() + days * dayMs;
      const pace = new ChangingPace(slowestOf(estate));
      const cloud = await deployed(estate, { start, seed: seedOfCloud, pace });
      await optInToNothingElse(cloud, estate);
      const resources = addOneForEachPlan(cloud, estate);
      const stretches = resources.map((resource) => ({ resource, from: start.getTime(), to: end }));
      const expected = expectedSeries(estate, cloud.kms, stretches);
      const watch = new Watch(cloud);
      watch.expect(estate, expected);

      // what is kept for a day is there for less
      await liveThrough(cloud, days, watch, 3);

      const isFree = problems.every(({ rule }) => !inTheWay.includes(rule));
      const lossesOf = (plan: Plan) => {
        const from = steadyFrom(plan, expected, end);
        return from === null ? [] : worstLosses([plan], watch.seen.values(), end, from);
      };
      for (const losses of estate.plans.map(lossesOf)) {
        for (const { seen, proven, promised } of losses) {
          if (seen === null) continue;
          lossesSeen += 1;
          expect(seen, `${lossTable(losses)}\n${shown}`).toBeLessThanOrEqual(isFree ? proven : promised);
        }
      }
      if (!isFree) return;
      withoutWarning += 1;
      expect(watch.faults, shown).toEqual([]);
      expect(watch.missed, shown).toEqual([]);
      const obstacles = new Set(
        expected.flatMap(({ resource, targets }) =>
          targets.flatMap(({ obstacle, vaultArn }) => (obstacle ? [`${resource.arn} to ${vaultArn}`] : [])),
        ),
      );
      for (const { kind, job, why } of failuresOf(cloud.backup)) {
        const to = "destinationVaultArn" in job ? job.destinationVaultArn : "nowhere";
        expect(obstacles, `${kind} ${why}\n${shown}`).toContain(`${job.resourceArn} to ${to}`);
      }
    }),
    { seed, numRuns: runs(10, 300) },
  );
  // estates in which nothing can be seen would prove nothing
  expect(withoutWarning).toBeGreaterThan(runs(10, 300) / 4);
  expect(lossesSeen).toBeGreaterThan(runs(10, 300));
});
