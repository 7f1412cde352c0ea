import { expect, test } from "vitest";
import { spreadChanged } from "../../src/changes/spread-changed.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import type { Estate } from "../../src/model.ts";
import { exampleEstate } from "../support/stacks.ts";

const example = exampleEstate();
const spread = (plan: string, spreadMinutes: number): Estate => ({
  ...example,
  plans: example.plans.map((each) => (each.name === plan ? { ...each, spreadMinutes } : each)),
});
const said = (base: Estate, head: Estate) =>
  spreadChanged.check(base, head).map(({ got, why = "", use = "" }) => sentence({ got, why, use }));

test("a spread that comes, goes or changes is told once a plan", () => {
  expect(said(example, spread("bronze", 240))).toEqual([
    "got a spread of 4h, was no spread; most units and accounts get another policy of the plan, and once, up to 4h more passes between two backups; deploy it when none of its backups runs",
  ]);
  expect(said(spread("bronze", 240), example)[0]).toMatch(/^got no spread, was a spread of 4h; .* up to 4h more /);
  expect(said(spread("bronze", 60), spread("bronze", 120))[0]).toMatch(/^got a spread of 2h, was a spread of 1h; /);
  expect(said(spread("bronze", 60), spread("bronze", 60))).toEqual([]);
});

test("of a plan with continuous backups it says that they may begin anew", () => {
  expect(said(example, spread("gold", 60))[0]).toContain(
    "; AWS makes the plan anew there, and with it what its continuous backups rest on;",
  );
});

test("a plan that was not there changes nothing", () => {
  const before = { ...example, plans: example.plans.filter(({ name }) => name !== "bronze") };

  expect(said(before, spread("bronze", 240))).toEqual([]);
});
