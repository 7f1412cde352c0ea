import { expect, test } from "vitest";
import type { Rule } from "../../src/model.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { runs } from "../support/soak.ts";
import { exampleEstate } from "../support/stacks.ts";
import { ChangingPace, type Slowness } from "./support/changing-pace.ts";
import { deployed } from "./support/deployed.ts";
import { expectedSeries } from "./support/expected-series.ts";
import { failuresOf } from "./support/failures.ts";
import { liveThrough } from "./support/live-through.ts";
import { lossTable, worstLosses } from "./support/losses.ts";
import { addResource } from "./support/seeded-resources.ts";
import { Watch } from "./support/watch.ts";

const estate = exampleEstate();

/** With the first of a month among the days. */
const start = new Date("2028-02-20T10:10:00Z");
const days = 27;

/**
 * As slow as its windows let each job be. AWS makes one backup or copy of a resource at a time, so that each of two copies
 * has half of the time for both.
 */
const slowest = (rule: Rule, copies: number): Slowness => ({
  backup: rule.completeWithinMinutes,
  copy: rule.copyWithinMinutes / copies,
});

const worlds = [
  { plan: "bronze", account: "payments-dev" },
  { plan: "bronze", account: "lakehouse-prod" },
  { plan: "silver", account: "storefront-staging" },
  { plan: "silver", account: "ledger-prod" },
  { plan: "gold", account: "payments-prod" },
  { plan: "gold", account: "storefront-prod" },
] as const;

test.each(worlds)(
  "more than is proven of $plan is never lost in $account, and nearly as much is at times",
  async (world) => {
    const nearest = new Map<string, number>();
    for (let seed = 1; seed <= runs(2, 40); seed++) {
      const account = estate.accounts.find(({ name }) => name === world.account);
      const plan = estate.plans.find(({ name }) => name === world.plan);
      if (!account || !plan) throw new Error("the example has changed");
      const { regions } = estate.central[account.class];
      const [rule] = plan.rules;
      if (!rule) throw new Error(`the plan ${plan.name} has no rules`);
      const cloud = await deployed(estate, { start, seed, pace: new ChangingPace(slowest(rule, regions.length)) });
      const resources = (["EFS", "EC2", "DynamoDB"] as const).map((kind) =>
        addResource(cloud, estate, account, account.regions[0] ?? "", kind, "one", { "backup-plan": plan.name }),
      );
      const end = start.getTime() + days * dayMs;
      const watch = new Watch(cloud);
      const stretches = resources.map((resource) => ({ resource, from: start.getTime(), to: end }));
      watch.expect(estate, expectedSeries(estate, cloud.kms, stretches));

      await liveThrough(cloud, days, watch);

      const losses = worstLosses([plan], watch.seen.values(), end).filter(
        ({ where }) => where !== "further" || regions[1],
      );
      const table = lossTable(losses);
      expect(watch.faults).toEqual([]);
      expect(failuresOf(cloud.backup)).toEqual([]);
      expect(losses).toHaveLength(regions.length + 1);
      for (const { where, seen, proven } of losses) {
        expect(seen, table).toBeLessThanOrEqual(proven);
        nearest.set(where, Math.max(nearest.get(where) ?? 0, (seen ?? 0) / proven));
      }
    }
    for (const [where, part] of nearest) {
      // the first of two copies is there when half of their time is over
      const isFirst = where === "home" && nearest.has("further");
      expect(part, where).toBeGreaterThanOrEqual(isFirst ? 0.9 : 0.99);
    }
  },
);
