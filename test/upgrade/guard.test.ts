import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { allowancesSchema } from "../../src/config/allowances-schema.ts";
import { guardPlan } from "../../src/delivery/guard/guard-plan.ts";
import { appliedAs, plannedChange } from "../trust/mutants/planned-change.ts";
import { releaseOf } from "./release.ts";
import { storedEstate, storedRelease } from "./stored-release.ts";

const day = "2026-11-30";
const stored = storedRelease(day);
const now = releaseOf(storedEstate(day));

/** What the guard says of each stack that the pipeline applies. */
const said = [...now.stacks]
  .filter(([stack]) => stack !== "bootstrap")
  .flatMap(([stack, text]) => {
    const plan = plannedChange(stack, appliedAs(stack, stored.stacks.get(stack) ?? ""), text);
    return guardPlan(plan, stack).map(({ rule, place }) => ({ stack, rule, address: place.address }));
  });

const [, block = ""] =
  /```yaml\n *# config\/allowances\.yaml\n([^`]*)```/.exec(readFileSync("docs/runbooks/upgrade.md", "utf8")) ?? [];
const allowances = allowancesSchema.parse(parse(block.replaceAll("<last day>", "2026-12-30")));

const isAllowed = (
  { stack, rule, address }: (typeof said)[number],
  { stack: pattern, ...one }: (typeof allowances)[number],
) =>
  one.action === rule &&
  one.address === address &&
  (pattern.endsWith("*") ? stack.startsWith(pattern.slice(0, -1)) : stack === pattern);

test("the guard says of the upgrade what the runbook's allowances allow, and nothing else", () => {
  const others = said.filter((one) => !allowances.some((allowance) => isAllowed(one, allowance)));

  expect(others).toEqual([]);
});

test("each of the runbook's allowances is needed", () => {
  const ofPlans = allowances.filter(({ action }) => action !== "expectation-changed");

  expect(ofPlans.length).toBeGreaterThan(3);
  expect(ofPlans.filter((allowance) => !said.some((one) => isAllowed(one, allowance)))).toEqual([]);
});
