import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grammar } from "../../src/aws/policy/grammar.ts";
import { backupPolicyGrammar } from "../../src/aws/policy/grammar.ts";
import { keysOf } from "../../src/aws/policy/json-pointer.ts";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { lintPolicies } from "../../src/lint/lint-policies.ts";
import { runs, seed } from "../support/soak.ts";
import { type Json, policy } from "./support/policy.ts";

/** Holds whatever the texts say. */
function isSoundlyJudged(...texts: readonly string[]) {
  const files = texts.map((text, index) => ({ path: `${index}.json`, text }));
  const problems = lintPolicies(files);

  expect(lintPolicies(files)).toEqual(problems);
  for (const { file, line, column, key, message } of problems.map(jsonOf)) {
    const text = texts[Number.parseInt(file, 10)] ?? "";
    const lines = text.split(/\r\n|\r|\n/);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    expect(pointsSomewhere(text, key)).toBe(true);
    expect(message).not.toMatch(/undefined|NaN|\[object|Infinity|\n|\.$/);
  }
  return new Set(problems.map(({ rule }) => rule));
}

function pointsSomewhere(text: string, pointer: string): boolean {
  if (pointer === "") return true;
  let node = JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  for (const key of keysOf(pointer)) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Readonly<Record<string, unknown>>)[key];
  }
  return true;
}

test("any text is judged, and none makes it throw", () => {
  const alphabet = fc.constantFrom(
    ...'{}[]",:\\ \n\r0123456789-+.eEtrufalsn@@/*p$',
    "\uFEFF",
    "\u0000",
    "😀",
    "\uD800",
  );
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: alphabet, maxLength: 60 }), fc.json());

  fc.assert(
    fc.property(texts, (text) => {
      isSoundlyJudged(text);
    }),
    { seed, numRuns: runs(500, 40_000) },
  );
});

test("a policy with characters cut out, put in or doubled is judged", () => {
  const text = JSON.stringify(policy);
  const place = fc.nat(text.length);
  const change = fc.record({
    at: place,
    cut: fc.nat(30),
    put: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("{", "}", '"', "@@", ",")),
  });

  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = changes.reduce(
        (before, { at, cut, put }) => before.slice(0, at) + put + before.slice(at + cut),
        text,
      );
      isSoundlyJudged(changed);
    }),
    { seed, numRuns: runs(500, 40_000) },
  );
});

const operators = [
  "@@assign",
  "@@append",
  "@@remove",
  "@@operators_allowed_for_child_policies",
  "@@other",
  "__proto__",
];
const words = [
  "cron(0 5 ? * * *)",
  "cron(0/5 5/1 ? * * *)",
  "cron(0 0 29 2 ? *)",
  "cron(0 0 30 2 ? *)",
  "cron(0 5 1 1 ? 2030)",
  "rate(1 day)",
  "0",
  "1",
  "35",
  "60",
  "3600",
  "52560000",
  "999999999999999",
  "true",
  "false",
  "local",
  "Default",
  "eu-west-1",
  "cn-north-1",
  "*",
  "arn:aws:ec2:*:*:volume/*",
  "arn:aws-cn:s3:::*",
  "arn:aws:rds:*:*:cluster:*",
  "arn:aws:redshift:*:*:cluster:*",
  "arn:aws:backup:eu-west-1:$account:backup-vault:local",
  "arn:aws:backup:eu-west-2:210987654321:backup-vault:Default",
  "arn:aws:backup:$region:$account:backup-vault:gap",
  "arn:aws:iam::$account:role/backup",
  "arn:aws:iam::123456789012:role/backup",
  "aws:ResourceTag/t",
  "@@none",
  "@@all",
  "@@append",
  "a/b~c",
  "",
];
const word = fc.constantFrom(...words);
const wild: fc.Arbitrary<Json> = fc.oneof(
  word,
  fc.constantFrom(0, 60, -1.5, true, null, {}, []),
  fc.json().map((text) => JSON.parse(text) as Json),
);

/** A tree that mostly follows the grammar, and now and then does not. */
function treeOf(grammar: Grammar): fc.Arbitrary<Json> {
  const right = followingTree(grammar);
  return fc.oneof({ weight: 24, arbitrary: right }, { weight: 1, arbitrary: wild });
}

function followingTree(grammar: Grammar): fc.Arbitrary<Json> {
  if (grammar.kind === "leaf") {
    const values = fc.array(fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: wild }), { maxLength: 3 });
    const value = fc.oneof({ weight: 9, arbitrary: grammar.isList ? values : word }, { weight: 1, arbitrary: wild });
    return fc.oneof(
      { weight: 6, arbitrary: value.map((assigned) => ({ "@@assign": assigned })) },
      { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...operators), fc.oneof(value, values), { maxKeys: 3 }) },
    );
  }
  const control = fc.option(fc.array(fc.constantFrom("@@none", "@@all", "@@assign", "@@append"), { maxLength: 2 }), {
    freq: 9,
    nil: undefined,
  });
  const entries = entriesOf(grammar);
  return fc
    .tuple(entries, control)
    .map(([members, allowed]) =>
      allowed ? { ...members, "@@operators_allowed_for_child_policies": allowed } : members,
    );
}

function entriesOf(grammar: Exclude<Grammar, { kind: "leaf" }>): fc.Arbitrary<{ readonly [key: string]: Json }> {
  if (grammar.kind === "names") {
    const name = fc.constantFrom(
      "p",
      "P",
      "daily",
      "Daily",
      "a/b",
      "toString",
      "arn:aws:backup:eu-west-2:210987654321:backup-vault:Default",
    );
    return fc.dictionary(name, treeOf(grammar.entry), { maxKeys: 2 });
  }
  const keys = Object.fromEntries(Object.entries(grammar.keys).map(([key, entry]) => [key, treeOf(entry)]));
  return fc.record<Record<string, Json>>(keys, { requiredKeys: [] }) as fc.Arbitrary<{ readonly [key: string]: Json }>;
}

test("policies made of the grammar's keys are judged, alone and merged", () => {
  const texts = fc.array(
    treeOf(backupPolicyGrammar).map((tree) => JSON.stringify(tree)),
    { minLength: 1, maxLength: 2 },
  );

  const rules = new Set<string>();
  fc.assert(
    fc.property(texts, (all) => {
      for (const rule of isSoundlyJudged(...all)) rules.add(rule);
    }),
    { seed, numRuns: runs(300, 10_000) },
  );

  // trees that go deep enough to break many rules
  expect(rules.size).toBeGreaterThan(30);
});
