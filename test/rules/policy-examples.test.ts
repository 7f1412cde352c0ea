import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { lintPolicies } from "../../src/lint/lint-policies.ts";
import type { DocumentRule, SharedRule } from "../../src/lint/policy-rule.ts";
import { policyRules } from "../../src/lint/rules/index.ts";
import { ruleChapters } from "../../src/rules/chapters.ts";
import { policiesOf } from "./policies-of.ts";

const rules: readonly (DocumentRule | SharedRule)[] = policyRules;
const said = (files: DocumentRule["example"]["bad"]) =>
  lintPolicies(policiesOf(files)).map(({ rule, severity }) => ({ rule, severity }));

// what is cold stays 90 days, and continuous backup 35 at most: nobody breaks the one without the other
const alsoBroken: Readonly<Record<string, string>> = { "continuous-cold": "cold-too-short" };

test("there are examples", () => {
  expect(rules.length).toBeGreaterThan(50);
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s: the bad policy breaks it and no other rule, the good one breaks none",
  (id, { severity, example: { bad, good } }) => {
    const broken = said(bad);

    expect(broken).toContainEqual({ rule: id, severity });
    expect(broken.map(({ rule }) => rule).filter((rule) => rule !== id && rule !== alsoBroken[id])).toEqual([]);
    expect(said(good)).toEqual([]);
  },
);

test("a rule that policies share with config is one rule, of one severity", () => {
  const shared = rules.filter(({ kind }) => kind === "shared").map(({ id, severity }) => ({ id, severity }));
  const ofCheck = Object.values(ruleChapters)
    .flat()
    .filter((rule) => !("kind" in rule && rule.kind === "policy"))
    .map(({ id, severity }) => ({ id, severity }));

  expect(shared.length).toBeGreaterThan(20);
  expect(ofCheck).toEqual(expect.arrayContaining(shared));
});

test("every rule file is in the list", () => {
  const files = readdirSync("src/lint/rules").filter((file) => file !== "index.ts");

  expect(rules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});
