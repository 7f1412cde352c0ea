import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { nextStart } from "../../src/aws/next-start.ts";
import { readPolicyText } from "../../src/aws/policy/read-policy-text.ts";
import { valueIn } from "../../src/aws/policy/setting.ts";
import { minutesPerDay } from "../../src/aws/start-times.ts";
import { type BackupPolicy, backupPolicies } from "../../src/estate/backup-policies.ts";
import { startDelayIn } from "../../src/estate/plan-spread.ts";
import { policiesReaching } from "../../src/estate/policies-reaching.ts";
import { plansReaching } from "../../src/estate/reach.ts";
import { spreadDelays, startDelay } from "../../src/estate/start-delay.ts";
import { groupBy } from "../../src/group-by.ts";
import { type AppAccount, accountClasses, type Estate, type Unit } from "../../src/model.ts";
import { onceFor } from "../../src/once-for.ts";
import { runs } from "../support/soak.ts";
import { exampleEstate } from "../support/stacks.ts";

const example = exampleEstate();
const [account] = example.accounts;
const [unit] = example.units;
if (!account || !unit) throw new Error("the example has no account or no unit any more");

/** The example with other accounts and units, and every plan spread. */
function spreadOut(names: readonly string[], unitNames: readonly string[], spreads: readonly number[]): Estate {
  const planNames = example.plans.map(({ name }) => name);
  const units = unitNames.map(
    (name, index): Unit => ({ ...(unit as Unit), name, ouId: `ou-ab12-${index}`, plans: planNames.slice(0, 1) }),
  );
  return {
    ...example,
    plans: example.plans.map((plan, index) => ({ ...plan, spreadMinutes: spreads[index % spreads.length] ?? 0 })),
    units,
    accounts: names.map(
      (name, index): AppAccount => ({
        ...(account as AppAccount),
        name,
        accountId: String(100_000_000_000 + index),
        class: "prod",
        state: "active",
        unit: units[index % (units.length + 1)]?.name ?? null,
        plans: planNames.slice(1),
      }),
    ),
  };
}

interface Start {
  readonly plan: string;
  readonly rule: string;
  readonly schedule: string;
}

/** What the policies that reach each account start in it, read from their texts. */
function startsByAccount(estate: Estate): (name: string) => readonly Start[] {
  const read = onceFor(({ document }: BackupPolicy) => {
    const reading = readPolicyText(document);
    if (!reading.ok) throw new Error("got a policy that is no JSON");
    return reading.view.plans.flatMap((plan) =>
      plan.rules.map(({ name: rule, schedule }) => ({ plan: plan.name, rule, schedule: valueIn(schedule) ?? "" })),
    );
  });
  const byAccount = groupBy(policiesReaching(estate), (reaching) => reaching.account.name);
  return (name) => (byAccount.get(name) ?? []).flatMap(({ policy }) => read(policy));
}

const from = Date.UTC(2027, 0) / 60_000;
function startAfter(schedule: string, minute: number): number {
  const read = parseCron(schedule);
  return (read.ok ? nextStart(read.schedule, minute) : undefined) ?? Number.NaN;
}

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), { minLength: 1, maxLength: 12 });
const spreads = fc.array(fc.constantFrom(0, 60, 90, 240, 720), { minLength: 1, maxLength: 3 });

test("whoever has a plan has one start a rule, within the spread, whoever else comes or goes", () => {
  let different = 0;
  fc.assert(
    fc.property(names, fc.uniqueArray(fc.constantFrom("u1", "u2", "u3")), spreads, (own, units, minutes) => {
      const estate = spreadOut(own, units, minutes);
      const more = { ...estate, accounts: [...estate.accounts, { ...account, name: "newcomer-x", class: "prod" }] };
      const [startsIn, startsInMore] = [startsByAccount(estate), startsByAccount(more as Estate)];
      for (const each of estate.accounts) {
        const starts = startsIn(each.name);
        const plans = example.plans.filter(({ name }) => plansReaching(estate, each).includes(name));

        expect(starts.map(({ plan, rule }) => `${plan} ${rule}`).sort()).toEqual(
          plans.flatMap(({ name, rules }) => rules.map((rule) => `lockstep-${name} ${rule.name}`)).sort(),
        );
        expect(startsInMore(each.name)).toEqual(starts);
        for (const plan of estate.plans.filter(({ name }) => plansReaching(estate, each).includes(name))) {
          const delay = startDelayIn(estate, plan, each);
          expect(delay).toBeLessThan(Math.max(1, plan.spreadMinutes));
          expect(delay % 30).toBe(0);
          if (delay > 0) different += 1;
          for (const { name, schedule } of plan.rules) {
            const is = starts.find((start) => start.plan === `lockstep-${plan.name}` && start.rule === name)?.schedule;
            expect(startAfter(is ?? "", from + delay)).toBe(startAfter(schedule, from) + delay);
          }
        }
      }
    }),
    { numRuns: runs(30, 300) },
  );
  expect(different).toBeGreaterThan(20);
});

test("names fall evenly into the parts, those too that differ in a sign alone", () => {
  const plan = { spreadMinutes: 240 };
  const counts = new Map(spreadDelays(plan).map((delay) => [delay, 0]));
  for (let index = 0; index < 1600; index++) {
    const delay = startDelay(plan, `team-${String(index).padStart(4, "0")}-prod`);
    counts.set(delay, (counts.get(delay) ?? 0) + 1);
  }

  expect([...counts.keys()]).toEqual([0, 30, 60, 90, 120, 150, 180, 210]);
  for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(50);
});

test("a name stays in its part for good: these have been deployed", () => {
  const plan = { spreadMinutes: 240 };

  expect(
    ["payments-prod", "ledger-prod", "storefront-prod", "data-platform", "a"].map((name) => startDelay(plan, name)),
  ).toEqual([60, 150, 60, 210, 90]);
});

test("a plan that is not spread has the policies it had, to the byte", () => {
  const all = accountClasses.flatMap((cls) => backupPolicies(example, cls));

  expect(all.length).toBeGreaterThan(3);
  for (const { delayMinutes, id, plan, regions, document } of all) {
    expect(delayMinutes).toBe(0);
    expect(id).toBe([plan.name, ...regions].join("_"));
    for (const { schedule } of plan.rules) expect(document).toContain(`"${schedule}"`);
  }
});

test("each part has a policy of its own, named after how much later it starts, and the longest has room in a day", () => {
  const estate = spreadOut(
    Array.from({ length: 40 }, (_, index) => `a${index}`),
    [],
    [60],
  );
  const ids = backupPolicies(estate, "prod").map(({ id }) => id);
  const [first] = account.regions;

  expect(ids).toContain(`gold_${first}`);
  expect(ids).toContain(`gold_${first}_30m-later`);
  expect(ids).toHaveLength(4);
  expect(spreadDelays({ spreadMinutes: 720 }).at(-1)).toBeLessThan(minutesPerDay);
});
