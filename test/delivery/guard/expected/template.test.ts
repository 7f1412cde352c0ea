import { expect, test } from "vitest";
import { fill, fillStack } from "../../../../src/delivery/guard/expected/template.ts";
import type { Fact, StackFacts } from "../../../../src/estate/estate-facts.ts";

const statement = { Sid: "Others", Effect: "Allow" };
const facts = new Map<string, Fact>([
  ["account", "555555555501"],
  ["days", 7],
  ["lock", true],
  ["armed", false],
  ["paths", ["o-a/r-b/ou-c/", "o-a/r-b/ou-d/"]],
  ["nobody", []],
  ["statements", [statement]],
]);

test.each([
  ["a text without holes", "aws:SourceAccount", "aws:SourceAccount"],
  ["a hole in a text", "arn:aws:iam::<<account>>:root", "arn:aws:iam::555555555501:root"],
  ["a number in a text", "<<days>>d", "7d"],
  ["a number alone", { min: "<<days>>" }, { min: 7 }],
  ["a reference of Terraform's", "${aws_kms_key.x.arn}", "${aws_kms_key.x.arn}"],
  ["text that only looks like a hole", "<what>: <state>", "<what>: <state>"],
  ["one of a list for each value", ["first", "<<paths>>*"], ["first", "o-a/r-b/ou-c/*", "o-a/r-b/ou-d/*"]],
  ["a list with nothing in it", ["first", "<<nobody>>*"], ["first"]],
  ["statements that config holds", [{ Sid: "Own" }, "<<statements>>"], [{ Sid: "Own" }, statement]],
  ["what is so", { a: { $if: "lock", $then: "<<account>>" }, b: 1 }, { a: "555555555501", b: 1 }],
  ["what is not so", { a: { $if: "armed", $then: "x" }, b: 1 }, { b: 1 }],
  ["what is there without it", [{ $if: "!armed", $then: "x" }], ["x"]],
  [
    "an item for a list with something in it",
    [
      { $if: "paths", $then: { Sid: "A" } },
      { $if: "nobody", $then: 1 },
    ],
    [{ Sid: "A" }],
  ],
])("%s", (_, template, filled) => {
  expect(fill(template, facts)).toEqual(filled);
});

test.each([
  ["a hole for no fact", "<<mine>>", "the expectation asks for <<mine>>, which is no fact"],
  ["a list within a text", "<<paths>>", "the expectation has <<paths>> within a text, which is no text"],
  ["a condition that is no fact", { $if: "mine", $then: 1 }, "the expectation asks for mine, which is no fact"],
])("%s is an error in the data, never nothing", (_, template, message) => {
  expect(() => fill(template, facts)).toThrow(message);
});

test("a value with a hole in it is text", () => {
  const odd = new Map<string, Fact>([...facts, ["owner", "<<account>>"], ["owners", ["<<account>>"]]]);

  expect(fill(["<<owner>>", "<<owners>>"], odd)).toEqual(["<<account>>", "<<account>>"]);
});

test("a resource is there for each item of its loop, with the facts of both", () => {
  const loops = new Map([
    ["regions", ["eu-west-1", "eu-west-2"].map((region) => new Map<string, Fact>([["region", region]]))],
  ]);
  const stack: StackFacts = { kind: "app", facts, loops };
  const vault = {
    type: "aws_backup_vault",
    name: "<<region>>_vault",
    each: "regions",
    if: "lock",
    arguments: { provider: "aws.<<region>>", account: "<<account>>" },
  };

  const { resources } = fillStack(
    { tags: {}, resources: [vault, { ...vault, type: "aws_kms_key", if: "armed" }] },
    stack,
  );

  expect([...resources]).toEqual([
    ["aws_backup_vault.eu-west-1_vault", { provider: "aws.eu-west-1", account: "555555555501" }],
    ["aws_backup_vault.eu-west-2_vault", { provider: "aws.eu-west-2", account: "555555555501" }],
  ]);
  expect(() => fillStack({ tags: {}, resources: [{ ...vault, each: "mine" }] }, stack)).toThrow(
    "the expectation repeats a resource for each of mine, which there are none of",
  );
});
