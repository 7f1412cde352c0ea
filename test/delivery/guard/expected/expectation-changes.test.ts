import { expect, test } from "vitest";
import { expectationChanges } from "../../../../src/delivery/guard/expected/expectation-changes.ts";

const numbers = (count: number, step = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index + step]));
/** What is expected of application stacks, before and after. */
const ofApp = (base: unknown, head: unknown) =>
  expectationChanges({ base: new Map([["app", base]]), head: new Map([["app", head]]), problems: [] });
const refused = (stack: string) => ({
  rule: "synth-type",
  severity: "error" as const,
  place: { stack, address: "aws_x.a", path: [] },
  ...{ got: "got another type", why: "", use: "" },
});

test("what is the same is told of no kind", () => {
  expect(ofApp({ a: 1 }, { a: 1 })).toEqual([]);
});

test.each([
  [1, "n0: got 9; expected 0"],
  [2, "n0: got 9; expected 0; n1: got 10; expected 1"],
  [
    5,
    "n0: got 9; expected 0; n1: got 10; expected 1; n2: got 11; expected 2; n3: got 12; expected 3; n4: got 13; expected 4",
  ],
  [
    6,
    "n0: got 9; expected 0; n1: got 10; expected 1; n2: got 11; expected 2; n3: got 12; expected 3; n4: got 13; expected 4; and 1 more",
  ],
])("of %i changes the first five are told", (count, told) => {
  expect(ofApp(numbers(count), numbers(count, 9))).toEqual([
    { kind: "app", got: `another expectation of app stacks: ${told}`, use: "keep to what the base expects" },
  ]);
});

test("a resource is found by its type and name, and what is told of it starts with these", () => {
  const role = (name: string, args: object) => ({ type: "aws_iam_role", name, arguments: args });
  const base = { resources: [role("auditor", { a: 1 }), role("operator", { b: 1 })] };
  const head = { resources: [role("added", {}), role("auditor", { a: 2 }), role("operator", { b: 1 })] };

  expect(ofApp(base, head)).toMatchObject([
    {
      got: 'another expectation of app stacks: aws_iam_role.auditor, a: got 2; expected 1; aws_iam_role.added: got {"type":"aws_iam_role","name":"added","arguments":{}}, which is not expected',
    },
  ]);
});

test("kinds of which there are many stacks go by what stands before their names, others by their own", () => {
  const problems = ["shared", "policies-prod", "central-prod", "app-orders", "app-claims"].map(refused);

  expect(
    expectationChanges({ base: new Map(), head: null, problems }).map(({ kind, got }) => `${kind}: ${got}`),
  ).toEqual([
    "app: the base's code refuses app-orders: aws_x.a: synth-type: got another type; app-claims: aws_x.a: synth-type: got another type",
    "central: the base's code refuses central-prod: aws_x.a: synth-type: got another type",
    "policies: the base's code refuses policies-prod: aws_x.a: synth-type: got another type",
    "shared: the base's code refuses shared: aws_x.a: synth-type: got another type",
  ]);
});

test("another expectation and what the base's code refuses are one row of their kind", () => {
  const base = new Map([["app", 1]]);

  expect(expectationChanges({ base, head: new Map([["app", 2]]), problems: [refused("app-a")] })).toMatchObject([
    {
      kind: "app",
      got: "another expectation of app stacks: got 2; expected 1; and the base's code refuses app-a: aws_x.a: synth-type: got another type",
    },
  ]);
});

test("a base whose code cannot judge is a row of its own, and one that expects nothing yet is none", () => {
  const head = new Map([["app", 1]]);

  expect(expectationChanges({ base: head, head, problems: null })).toEqual([
    { kind: "base", got: "the base's code cannot judge the stacks of this change", use: "keep to what it can read" },
  ]);
  expect(expectationChanges({ base: null, head, problems: null })).toEqual([]);
});
