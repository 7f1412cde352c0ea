import { expect, test } from "vitest";
import { plansThatMeet } from "../../src/estate/plans-that-meet.ts";
import type { Estate, Selection } from "../../src/model.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const example = estateOf(exampleConfig);
const [bronze, gold] = ["bronze", "gold"].map((name) => example.plans.find((plan) => plan.name === name));
const account = sandbox();

function sandbox(): Estate["accounts"][number] {
  const found = example.accounts.find(({ name }) => name === "sandbox");
  if (!found) throw new Error("no account sandbox");
  return found;
}

const tagged = (tagKey: string, ...tagValues: readonly string[]): Selection => ({
  kind: "tagged",
  tagKey,
  tagValues,
  types: [],
});
const except = (tagKey: string, ...tagValues: readonly string[]): Selection => ({
  ...tagged(tagKey, ...tagValues),
  kind: "everythingExcept",
});

/** Two plans with these selections, both in one account. */
function estateWith(one: Selection, two: Selection, change: Partial<Estate> = {}): Estate {
  const plans = [
    { ...bronze, name: "one", selection: one },
    { ...gold, name: "two", selection: two },
  ] as Estate["plans"];
  return { ...example, units: [], plans, accounts: [{ ...account, plans: ["one", "two"] }], ...change };
}

const meet = (estate: Estate) => plansThatMeet(estate).map((pair) => pair.map(({ name }) => name).join(" and "));

test.each<[string, Selection, Selection]>([
  ["the same value of a key", tagged("plan", "a", "b"), tagged("plan", "c", "b")],
  ["another key, for a resource may have both", tagged("plan", "a"), tagged("team", "b")],
  ["everything but what others take", except("plan", "a"), except("plan", "b")],
  ["everything but the same", except("plan", "a"), except("plan", "a")],
  ["a value that is not left out", tagged("plan", "a", "b"), except("plan", "a")],
  ["a value that is not left out, told the other way round", except("plan", "a"), tagged("plan", "a", "b")],
  ["a pattern that takes the value", tagged("plan", "prod-*"), tagged("plan", "prod-a")],
  ["a value that the pattern takes", tagged("plan", "prod-a"), tagged("plan", "*-a")],
  ["a pattern with several stars", tagged("plan", "a*b*c*d"), tagged("plan", "a-b-c-d")],
  ["a pattern that takes no characters for its star", tagged("plan", "a*"), tagged("plan", "a")],
  ["parts that stand apart", tagged("plan", "*b*c*"), tagged("plan", "abxc")],
  ["two patterns with one head", tagged("plan", "prod-*"), tagged("plan", "prod-a*")],
  ["two patterns with one tail", tagged("plan", "*-a"), tagged("plan", "*x-a")],
  ["a head and a tail", tagged("plan", "a*"), tagged("plan", "*b")],
  ["a pattern wider than what is left out", tagged("plan", "prod-*"), except("plan", "prod-a*")],
])("plans meet that take %s", (_, one, two) => {
  expect(meet(estateWith(one, two))).toEqual(["one and two"]);
});

test.each<[string, Selection, Selection]>([
  ["other values of one key", tagged("plan", "a", "b"), tagged("plan", "c", "d")],
  ["only what the other leaves out", tagged("plan", "a", "b"), except("plan", "b", "a")],
  ["only what the other leaves out, told the other way round", except("plan", "b", "a"), tagged("plan", "a", "b")],
  ["patterns within what is left out", tagged("plan", "prod-a*"), except("plan", "prod-*")],
  ["a value without the pattern's head", tagged("plan", "prod-*"), tagged("plan", "test-a")],
  ["a value without the pattern's tail", tagged("plan", "*-a"), tagged("plan", "prod-b")],
  ["a value too short for head and tail", tagged("plan", "ab*ba"), tagged("plan", "aba")],
  ["a value without what is between the stars", tagged("plan", "a*b*c"), tagged("plan", "a-c")],
  ["a value with the parts in another order", tagged("plan", "*b*c*"), tagged("plan", "c-b")],
  ["a value with one part where the pattern has it twice", tagged("plan", "*ab*ab*"), tagged("plan", "xabx")],
  ["patterns with other heads", tagged("plan", "prod-*"), tagged("plan", "test-a*")],
  ["patterns with other tails", tagged("plan", "a*x"), tagged("plan", "a*y")],
])("plans do not meet that take %s", (_, one, two) => {
  expect(meet(estateWith(one, two))).toEqual([]);
});

const same = [tagged("plan", "a"), tagged("plan", "a")] as const;

test("plans meet in one account whatever other accounts they reach without each other", () => {
  const accounts = [
    { ...account, name: "both", plans: ["one", "two"] },
    { ...account, name: "only-one", plans: ["one"], optIn: { "eu-west-2": ["EBS"] } },
    { ...account, name: "only-two", plans: ["two"], optIn: { "eu-west-2": ["EFS"] } },
  ];

  expect(meet(estateWith(...same, { accounts }))).toEqual(["one and two"]);
  expect(meet(estateWith(...same, { accounts: accounts.slice(1) }))).toEqual([]);
});

test.each([
  ["another account", { plans: ["two"], accountId: "999999999999", name: "other" }],
  ["another class", { plans: ["two"], class: "prod" as const, name: "other" }],
  ["another Region", { plans: ["two"], regions: ["eu-west-1"], optIn: { "eu-west-1": ["EBS"] }, name: "other" }],
])("plans that are each in %s do not meet", (_, other) => {
  const accounts = [
    { ...account, plans: ["one"] },
    { ...account, ...other },
  ];

  expect(meet(estateWith(...same, { accounts }))).toEqual([]);
});

test("plans for other kinds of resources do not meet, and those with one kind in common do", () => {
  const [one, two] = same;

  expect(meet(estateWith({ ...one, types: ["EBS"] }, { ...two, types: ["EFS"] }))).toEqual([]);
  expect(meet(estateWith({ ...one, types: ["EBS", "S3"] }, { ...two, types: ["EFS", "S3"] }))).toEqual(["one and two"]);
});

test("each pair is told once, a plan is no pair with itself", () => {
  const estate = estateWith(...same);
  const plans = [...estate.plans, { ...estate.plans[0], name: "three" }] as Estate["plans"];
  const accounts = estate.accounts.map((each) => ({ ...each, plans: ["one", "three", "two"] }));

  expect(meet({ ...estate, plans, accounts })).toEqual(["one and two", "one and three", "two and three"]);
});
