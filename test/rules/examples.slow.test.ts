import { relative } from "node:path";
import { expect, test } from "vitest";
import { changeRules } from "../../src/changes/index.ts";
import { readAllowances } from "../../src/config/allowances.ts";
import { decide } from "../../src/delivery/guard/decide.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Example, Overlay } from "../../src/diagnostics/example.ts";
import type { StackResource } from "../../src/diagnostics/place.ts";
import { judge } from "../../src/judge.ts";
import { ruleChapters } from "../../src/rules/chapters.ts";
import { exampleConfig } from "../support/example-config.ts";
import { configOf } from "./config-of.ts";

const today = "2026-11-30";
const changeIds = new Set<string>(changeRules.map(({ id }) => id));
const examples = Object.values(ruleChapters)
  .flat()
  .flatMap((rule) => ("example" in rule && !("kind" in rule) ? [[rule.id, rule.example] as const] : []));

/** The example organization as it is, which most changes begin from. */
const unchanged = exampleConfig;

/** What `check` says of an example, and the guard of its allowances, `rule file`, an error with a mark. */
function checked(overlay: Overlay, before: Overlay | undefined, found: Example["found"]) {
  const folder = configOf(overlay);
  const base = before && (Object.keys(before).length === 0 ? unchanged : configOf(before));
  const { problems } = judge(folder, undefined, base);
  const allowances = readAllowances(folder, today, base);
  return [...problems, ...allowances.problems, ...unusedIn(allowances, found)].map(({ rule, severity, place }) => ({
    rule,
    severity,
    file: relative(folder, place.file),
  }));
}

function unusedIn({ entries, warnOfUnused }: ReturnType<typeof readAllowances>, found: Example["found"]) {
  if (!found) return [];
  const { rule, stack, address } = found;
  const violation: Diagnostic<StackResource> = {
    ...{ rule, severity: "error", place: { stack, address, path: [] } },
    ...{ got: "got it", why: "", use: "" },
  };
  return warnOfUnused(decide([], [], [violation], entries).unused);
}

/** What the change was from, for rules about changes. */
const beforeOf = (id: string, { before }: Example) => before ?? (changeIds.has(id) ? {} : undefined);

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(80);
});

test.each(examples)("%s: the bad example breaks it where it says, the good one breaks nothing", (id, example) => {
  const bad = checked(example.bad, beforeOf(id, example), example.found);
  const good = checked(example.good, example.beforeGood ?? beforeOf(id, example), example.found);

  const place = example.at ?? Object.keys(example.bad)[0];
  expect(bad.filter(({ rule }) => rule === id).map(({ file }) => file)).toContain(place);
  // the example organization is meant to have a few warnings, in other files
  expect(good.filter(({ rule, severity, file }) => (rule === id && file === place) || severity === "error")).toEqual(
    [],
  );
});
