import { expect, test } from "vitest";
import { matchesPattern } from "./pattern.ts";
import { type Selection, type SelectionCondition, selects } from "./selection.ts";

const volume = "arn:aws:ec2:eu-west-2:333333333333:volume/vol-1";
const bucket = "arn:aws:s3:::bucket";
const byType = (change: Partial<Selection>): Selection => ({
  name: "all",
  roleArn: "role",
  tag: null,
  resourceTypes: ["*"],
  notResourceTypes: [],
  conditions: [],
  ...change,
});
const when = (operator: SelectionCondition["operator"], value: string): SelectionCondition => ({
  operator,
  key: "aws:ResourceTag/plan",
  value,
});
const taken = (selection: Selection, tags: Record<string, string>, arn = volume) => selects(selection, { arn, tags });

test("a tag selection takes any of its values, and nothing without the tag", () => {
  const selection = byType({ tag: { key: "plan", values: ["gold", "silver"] } });

  expect(taken(selection, { plan: "gold" })).toBe(true);
  expect(taken(selection, { plan: "silver" })).toBe(true);
  expect(taken(selection, { plan: "Gold" })).toBe(false);
  expect(taken(selection, { other: "gold" })).toBe(false);
});

test.each([
  ["*", volume, true],
  ["arn:aws:ec2:*:*:volume/*", volume, true],
  ["arn:aws:ec2:*:*:instance/*", volume, false],
  ["arn:aws:ec2:*:*:volume/*", bucket, false],
  ["arn:aws:s3:::*", bucket, true],
  ["arn:aws:rds:*:*:db:*", "arn:aws:rds:eu-west-2:333333333333:db:orders", true],
  ["arn:aws:rds:*:*:db:*", "arn:aws:rds:eu-west-2:333333333333:cluster:orders", false],
])("the pattern %s on %s: %s", (pattern, arn, expected) => {
  expect(taken(byType({ resourceTypes: [pattern] }), {}, arn)).toBe(expected);
});

test("what is left out is not taken, whatever else names it", () => {
  const selection = byType({ notResourceTypes: ["arn:aws:s3:::*"] });

  expect(taken(selection, {}, volume)).toBe(true);
  expect(taken(selection, {}, bucket)).toBe(false);
});

test.each([
  [when("string_equals", "gold"), [true, false, false, false]],
  [when("string_not_equals", "gold"), [false, true, true, true]],
  [when("string_like", "go*"), [true, true, false, false]],
  [when("string_not_like", "go*"), [false, false, true, true]],
])("the condition %o", (condition, expected) => {
  const resources = [{ plan: "gold" }, { plan: "golden" }, { plan: "none" }, {}];

  expect(resources.map((tags) => taken(byType({ conditions: [condition] }), tags as never))).toEqual(expected);
});

test("every condition must hold, those on the same key and of other operators too", () => {
  const except = byType({ conditions: [when("string_not_equals", "gold"), when("string_not_equals", "none")] });
  const both = byType({ conditions: [when("string_like", "go*"), when("string_not_equals", "gold")] });

  expect([{ plan: "gold" }, { plan: "none" }, {}].map((tags) => taken(except, tags as never))).toEqual([
    false,
    false,
    true,
  ]);
  expect([{ plan: "gold" }, { plan: "golden" }, {}].map((tags) => taken(both, tags as never))).toEqual([
    false,
    true,
    false,
  ]);
});

test("conditions narrow a tag selection as well", () => {
  const selection = byType({
    tag: { key: "plan", values: ["gold"] },
    conditions: [{ operator: "string_equals", key: "aws:ResourceTag/env", value: "live" }],
  });

  expect(taken(selection, { plan: "gold", env: "live" })).toBe(true);
  expect(taken(selection, { plan: "gold" })).toBe(false);
});

test("in a pattern only the star is special", () => {
  expect(matchesPattern("a.c*", "a.cd")).toBe(true);
  expect(matchesPattern("a.c*", "abcd")).toBe(false);
  expect(matchesPattern("a?", "ab")).toBe(false);
  expect(matchesPattern("(a|b)+", "a")).toBe(false);
  expect(matchesPattern("b", "abc")).toBe(false);
});
