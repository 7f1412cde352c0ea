import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { plansInTheWay } from "../../src/checks/plans-in-the-way.ts";
import { delayedPlan, startDelayIn } from "../../src/estate/plan-spread.ts";
import { spreadDelays } from "../../src/estate/start-delay.ts";
import type { Estate, Plan } from "../../src/model.ts";
import { provePlan } from "../../src/proof/plan-proof.ts";
import { sureStarts } from "../../src/proof/sure-starts.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const example = exampleEstate();
const planOf = (name: string, of: Estate = example): Plan => {
  const plan = of.plans.find((each) => each.name === name);
  if (!plan) throw new Error(`got no plan ${name}`);
  return plan;
};
const rds = resourceKinds.find(({ name }) => name === "RDS instance");
if (!rds) throw new Error("got no kind RDS instance");

test.each(["gold", "silver", "bronze"])("what %s proves is the same for each delay of a spread", (name) => {
  const plan = { ...planOf(name), spreadMinutes: 720 };
  const minutesOf = (of: Plan) => {
    const { local, home, further } = provePlan(of);
    return [local, home, further].map((loss) => (loss.kind === "bounded" ? loss.minutes : loss.kind));
  };
  const proven = minutesOf(plan);

  expect(spreadDelays(plan)).toHaveLength(24);
  expect(proven).not.toContain("none");
  // the third takes gold past midnight
  for (const delay of [0, 30, 330, 690]) expect(minutesOf(delayedPlan(plan, delay))).toEqual(proven);
});

test("a start counts for what refuses backups at some time of the day only where each of its delays has room", () => {
  // starts at 03:00 within 2h; refused from 18:30 to 20:30
  const isSure = (spreadMinutes: number, fromMinute: number) => {
    const plan = { ...planOf("bronze"), spreadMinutes, ownWindows: { fromMinute, toMinute: fromMinute + 60 } };
    const [rule] = plan.rules;
    return rule && sureStarts(plan, rds as NonNullable<typeof rds>)?.isSure(rule, 3 * 60);
  };

  expect(isSure(0, 8 * 60)).toBe(true);
  expect(isSure(240, 8 * 60)).toBe(true);
  expect(isSure(240, 7 * 60)).toBe(
    isSure(0, 7 * 60) && [...spreadDelays({ spreadMinutes: 240 })].every((d) => isSureAt(d, 7 * 60)),
  );
  expect(isSure(720, 12 * 60)).toBe(false);
  expect(isSure(0, 12 * 60)).toBe(true);
});

/** The same of the plan as it runs by one delay. */
function isSureAt(delay: number, fromMinute: number): boolean {
  const plan = delayedPlan({ ...planOf("bronze"), spreadMinutes: 720 }, delay);
  const [rule] = plan.rules;
  const own = { ...plan, ownWindows: { fromMinute, toMinute: fromMinute + 60 } };
  return rule !== undefined && sureStarts(own, rds as NonNullable<typeof rds>)?.isSure(rule, 3 * 60 + delay) === true;
}

test("what two plans make of one resource is judged by the delays that accounts with both have", () => {
  const said = saidBy(plansInTheWay);
  // bronze may hold a resource from 03:00 to 15:00, silver from 17:00 to 02:00
  const withSpread = (spreadMinutes: number): Estate => ({
    ...example,
    plans: example.plans.map((plan) => {
      if (plan.name === "bronze") return { ...plan, spreadMinutes };
      const rules = plan.rules.slice(0, 1).map((rule) => ({ ...rule, schedule: "cron(0 17 ? * * *)" }));
      const selection = { ...plan.selection, tagKey: "backup-tier" };
      return plan.name === "silver" ? { ...plan, selection, rules } : plan;
    }),
  });
  const starts = (spreadMinutes: number) =>
    findingLines(said(withSpread(spreadMinutes)))
      .filter((line) => line.startsWith("warning plans-in-the-way plans/bronze.yaml") && line.includes("plans/silver"))
      .map((line) => /what starts at \S+ (\S+)/.exec(line)?.[1]);
  const spread = withSpread(720);
  const ownersOfBoth = spread.accounts.filter(({ state, plans }) => state === "active" && plans.includes("silver"));
  const latest = Math.max(...ownersOfBoth.map((account) => startDelayIn(spread, planOf("bronze", spread), account)));

  expect(ownersOfBoth.length).toBeGreaterThan(1);
  expect(latest).toBeGreaterThan(120);
  expect(starts(0)).toEqual([]);
  expect(starts(60)).toEqual([]);
  expect(starts(720)).toHaveLength(1);
});
