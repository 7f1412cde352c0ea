import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { DriftExample } from "../../../src/delivery/drift/drift-rule.ts";
import { judgeStacks } from "../../../src/delivery/drift/judge-stacks.ts";
import { driftRules } from "../../../src/delivery/drift/rules/index.ts";
import { driftRuleIds } from "../../../src/diagnostics/drift-rule-id.ts";
import { plan, summaryOf } from "../report/support/plans.ts";

const scope = "app-prod" as const;

/** Rules that find something in a stack whose plan came to this. */
const foundIn = (example: DriftExample) => {
  const summaries = example === null ? [] : [summaryOf("app-a", scope, plan(), example)];
  return judgeStacks([{ stack: "app-a", scope }], summaries, {}, "2026-11-23T07:00:00.000Z").findings;
};

test("every id that issues keep is a rule, in its order, with a file of its name", () => {
  const files = readdirSync("src/delivery/drift/rules").filter((file) => file !== "index.ts");

  expect(driftRules.map(({ id }) => id)).toEqual(driftRuleIds);
  expect(files.sort()).toEqual(driftRules.map(({ id }) => `${id}.ts`).sort());
});

test.each(driftRules.map((rule) => [rule.id, rule] as const))(
  "%s: the bad example breaks it alone, the good one breaks nothing",
  (id, { example: { bad, good } }) => {
    expect(foundIn(bad).map(({ rule }) => rule)).toEqual([id]);
    expect(foundIn(good)).toEqual([]);
  },
);

test.each(driftRules.map((rule) => [rule.id, rule] as const))(
  "%s says what it is, why it matters, who says so and what to do",
  (_, { what, why, source, title, use }) => {
    expect(what).toMatch(/^[a-z][^.]*$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect([title, use]).toEqual([expect.stringMatching(/^[A-Z][^.]*$/), expect.stringMatching(/^[A-Z].*\.$/)]);
    if (source !== null) expect(source).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+$/);
  },
);
