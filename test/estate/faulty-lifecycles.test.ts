import { expect, test } from "vitest";
import { coldRules, reachesArchive } from "../../src/estate/cold-rules.ts";
import { faultyLifecycles } from "../../src/estate/faulty-lifecycles.ts";
import type { Rule } from "../../src/model.ts";
import { example, keeps, ruleKeeping, withAccounts, withPlan } from "./support/example.ts";

const withRules = (...rules: readonly Rule[]) => withPlan("gold", () => ({ rules }));
const copied = (home: Rule["local"], further: Rule["local"]) =>
  ({ kind: "central", home, further, shorterReason: "" }) as const;

test("a lifecycle that AWS refuses is found with its keys, be it the local one, that of copies, or of further copies", () => {
  const estate = withRules(
    ruleKeeping(7, 35),
    ruleKeeping(1, 1, 1, { name: "monthly", local: keeps(100, 30), copies: copied(keeps(101, 30), keeps(102, 30)) }),
  );

  expect(faultyLifecycles(estate, "cold-too-short")).toEqual(
    [
      [100, "local", "localColdAfter"],
      [101, "central", "centralColdAfter"],
      [102, "further", "furtherColdAfter"],
    ].map(([deleteAfterDays, key, coldKey]) => ({
      fault: { kind: "cold-too-short", deleteAfterDays, coldAfterDays: 30 },
      at: { file: "plans/gold.yaml", path: ["rules", "monthly", "keep", key] },
      coldAt: { file: "plans/gold.yaml", path: ["rules", "monthly", "keep", coldKey] },
    })),
  );
  expect(faultyLifecycles(estate, "retention-range")).toEqual([]);
});

test("a rule of continuous backups is held to their limits in the local vault alone", () => {
  const rule = (more: Partial<Rule>) => withRules(ruleKeeping(36, 36, 37, more));

  expect(faultyLifecycles(rule({ continuous: true }), "continuous-too-long").map(({ at }) => at.path.at(-1))).toEqual([
    "local",
  ]);
  expect(faultyLifecycles(rule({ continuous: false }), "continuous-too-long")).toEqual([]);
});

test("every rule of a plan that backs up something is told, with where it asks for cold storage", () => {
  const told = coldRules(example).map(
    ({ plan, rule, cold }) => `${plan.name} ${rule.name}: ${cold.map(({ key }) => key).join(" ")}`,
  );

  expect(told).toEqual([
    "bronze nightly: ",
    "gold four-hourly: ",
    "gold monthly: ",
    "silver nightly: ",
    "silver monthly: central",
  ]);
  expect(coldRules(withAccounts(() => ({ optIn: {} })))).toEqual([]);
});

test("kinds are those that some reach of the plan backs up, of which EBS alone goes to an archive", () => {
  const archived = (...types: readonly string[]) =>
    coldRules(withAccounts(() => ({ optIn: { "eu-west-2": types } }))).map((each) => [
      each.kinds.map(({ name }) => name).join(),
      reachesArchive(each),
    ]);

  expect(new Set(archived("EBS", "EFS").map(String))).toEqual(new Set(["EBS,EFS,true"]));
  expect(new Set(archived("EFS").map(String))).toEqual(new Set(["EFS,false"]));
});
