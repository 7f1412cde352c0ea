import fc from "fast-check";
import { expect, test } from "vitest";
import { copiesInTurn } from "../../src/checks/copies-in-turn.ts";
import { jobInTheWay } from "../../src/checks/job-in-the-way.ts";
import { plansInTheWay } from "../../src/checks/plans-in-the-way.ts";
import { promisedCopiesInTurn } from "../../src/checks/promised-copies-in-turn.ts";
import { promisedJobInTheWay } from "../../src/checks/promised-job-in-the-way.ts";
import type { Plan, Rule } from "../../src/model.ts";
import { heldMinutes } from "../../src/proof/holds.ts";
import { localLossWhenHeld } from "../../src/proof/loss-when-held.ts";
import { planStarts } from "../../src/proof/plan-starts.ts";
import { estateWith, planOf } from "../proof/support/plans.ts";
import { type Pick, pickWith } from "../support/pick.ts";
import { saidBy } from "../support/said.ts";
import { runs, seed } from "../support/soak.ts";

const jobsGiveWay = saidBy(promisedJobInTheWay, jobInTheWay, plansInTheWay, promisedCopiesInTurn, copiesInTurn);

const week = 7 * 1440;
const weeks = 2;
const base = estateWith(planOf([{ cron: "0 1 ? * * *" }]));
const regions = base.central.prod.regions.length;

const rule = fc.record({
  cron: fc
    .tuple(
      fc.constantFrom("0", "30"),
      fc.constantFrom("1", "3", "5", "0,12", "2,14", "0/6", "0/8", "0/4", "17", "20"),
      fc.constantFrom("*", "*", "SUN", "MON-FRI", "TUE,SAT"),
    )
    .map(([minute, hour, days]) => `${minute} ${hour} ? * ${days} *`),
  startHours: fc.constantFrom(1, 1, 2),
  completeHours: fc.constantFrom(1, 1, 2, 3, 6, 12, 24),
  copyHours: fc.constantFrom(1, 1, 2, 3, 8),
  localDays: fc.constantFrom(7, 14, 21),
  centralDays: fc.constantFrom(21, 21, null),
});

interface Job {
  readonly rule: Rule;
  readonly scheduledAt: number;
  readonly isCopy: boolean;
  readonly from: number;
  readonly startBy: number;
  readonly takes: number;
}

/**
 * One resource, minute by minute: each job begins when it is free, backups within their start window, copies within two
 * hours. What waits is taken in any order, or copies first.
 */
function live(plan: Plan, pick: Pick, order: "any" | "copies first") {
  const starts = planStarts(plan);
  const waiting: Job[] = (starts?.outcomes[0] ?? []).flatMap(({ rule, starts: all }) =>
    Array.from({ length: (weeks * week) / (starts?.cycle.minutes ?? week) }, (_, turn) =>
      [...all].map((start) => {
        const scheduledAt = start - (starts?.cycle.beginMinute ?? 0) + turn * (starts?.cycle.minutes ?? week);
        const startBy = scheduledAt + rule.startWithinMinutes;
        const from = pick.one([startBy, scheduledAt, pick.number(scheduledAt, startBy)]);
        return { rule, scheduledAt, isCopy: false, from, startBy, takes: long(pick, rule.completeWithinMinutes) };
      }),
    ).flat(),
  );
  const lost: Job[] = [];
  const there: { readonly job: Job; readonly at: number }[] = [];
  let running: readonly [job: Job, until: number] | null = null;
  for (let now = 0; now < weeks * week; now++) {
    if (running?.[1] === now) {
      const [job]: readonly [Job, number] = running;
      running = null;
      there.push({ job, at: now });
      if (!job.isCopy && job.rule.copies.kind === "central") {
        // together they take no longer than config allows
        let left = job.rule.copyWithinMinutes;
        for (let copy = 0; copy < regions; copy++) {
          const takes = copy === regions - 1 ? Math.max(left, 1) : Math.min(long(pick, left), left - 1);
          left -= takes;
          waiting.push({ ...job, isCopy: true, from: now, startBy: now + 120, takes });
        }
      }
    }
    for (const job of waiting.filter(({ startBy }) => startBy < now)) {
      waiting.splice(waiting.indexOf(job), 1);
      lost.push(job);
    }
    if (running) continue;
    const ready: readonly Job[] = waiting.filter(({ from }) => from <= now);
    const copies = ready.filter(({ isCopy }) => isCopy);
    // windows that only touch are not in each other's way
    const last: readonly Job[] = ready.filter(({ startBy }) => startBy === now);
    const first: readonly Job[] = order === "copies first" && copies.length > 0 ? copies : last;
    const candidates: readonly Job[] = first.length > 0 ? first : ready;
    if (candidates.length === 0) continue;
    const job: Job = pick.one(candidates);
    waiting.splice(waiting.indexOf(job), 1);
    running = [job, now + job.takes];
  }
  return { lost, there };
}

const long = (pick: Pick, most: number) => pick.one([most, most, pick.number(1, most)]);

test("where the check is silent, every backup starts in time and every copy is there as soon as is proven", () => {
  let silent = 0;
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), fc.gen(), (rules, generate) => {
      const plan = planOf(rules, { rpoHours: 1000, isolatedHours: 1000 });
      if (!planStarts(plan) || jobsGiveWay({ ...base, plans: [plan] }).length > 0) return;
      silent++;

      const { lost, there } = live(plan, pickWith(generate), "any");

      expect(lost).toEqual([]);
      for (const { job, at } of there) {
        const most = job.isCopy ? heldMinutes(job.rule) : job.rule.startWithinMinutes + job.rule.completeWithinMinutes;
        expect(at - job.scheduledAt).toBeLessThanOrEqual(most);
      }
    }),
    { seed, numRuns: runs(100, 10_000) },
  );
  expect(silent).toBeGreaterThan(runs(100, 10_000) / 8);
});

test("where jobs are in each other's way, no more is lost of local backups than is said", () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 2 }), fc.gen(), (rules, generate) => {
      const plan = planOf(rules);
      const starts = planStarts(plan);
      if (!starts) return;

      const { there } = live(plan, pickWith(generate), "copies first");

      const backups = there.filter(({ job, at }) => !job.isCopy && job.scheduledAt > 1440 && at < weeks * week);
      const most = Math.max(...starts.outcomes.map((outcome) => localLossWhenHeld(outcome, starts.cycle)));
      for (const [index, { at }] of backups.entries()) {
        const newest = Math.max(...backups.slice(0, index).map(({ job }) => job.scheduledAt));
        if (index > 0) expect(at - newest).toBeLessThanOrEqual(most);
      }
    }),
    { seed, numRuns: runs(60, 5_000) },
  );
});
