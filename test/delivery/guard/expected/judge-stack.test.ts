import { expect, test } from "vitest";
import { placeWords } from "../../../../src/delivery/guard/expected/differences.ts";
import { judgeStack } from "../../../../src/delivery/guard/expected/judge-stack.ts";
import type { JsonObject } from "../../../../src/delivery/stack/json-object.ts";
import { estateFacts } from "../../../../src/estate/estate-facts.ts";
import { laidOver } from "../../../rules/laid-over.ts";
import { exampleEstate, stacksOf } from "../../../support/stacks.ts";

const estate = exampleEstate();
const json = stacksOf(estate).get("app-payments-prod") as unknown as JsonObject;
const facts = estateFacts(estate).get("app-payments-prod");

const linesOf = (changed: unknown) =>
  facts && judgeStack(changed as JsonObject, facts).map(({ at, got, use }) => [placeWords(at), got, use].join(" | "));

test("the stack as config asks for it holds all that is expected", () => {
  expect(linesOf(json)).toEqual([]);
});

test("tags that are not as expected are told with the provider that gives them", () => {
  const { aws } = json["provider"] as { readonly aws: readonly JsonObject[] };
  const another = { ...aws.at(-1), default_tags: [{ tags: { a: "b" } }] };
  const others = { provider: { aws: [aws[0], "none", another] }, resource: json["resource"] };

  expect(linesOf(others)).toEqual([
    'provider, aws[1], default_tags | got nothing | expected [{"tags":{"lockstep:class":"prod","lockstep:owner":"payments@acme.example","lock…',
    'provider, aws[2], default_tags[0], tags, lockstep:class | got nothing | expected "prod"',
    'provider, aws[2], default_tags[0], tags, lockstep:owner | got nothing | expected "payments@acme.example"',
    'provider, aws[2], default_tags[0], tags, lockstep:stack | got nothing | expected "app-payments-prod"',
    'provider, aws[2], default_tags[0], tags, a | got "b", which is not expected | ',
  ]);
});

test.each([
  [
    "a resource more",
    { aws_iam_role: { more: { name: "more" } } },
    "aws_iam_role, more | got a resource that is not expected of this config | leave it out",
  ],
  [
    "a resource less",
    { aws_kms_alias: { "eu-west-2_alias": null } },
    'aws_kms_alias, eu-west-2_alias | got nothing | expected {"name":"alias/lockstep-local","provider":"aws.eu-west-2","target_key_id":"${aws…',
  ],
  [
    "another argument",
    { aws_kms_alias: { "eu-west-2_alias": { name: "alias/other" } } },
    'aws_kms_alias, eu-west-2_alias, name | got "alias/other" | expected "alias/lockstep-local"',
  ],
])("%s is told at its place", (_, resource, line) => {
  expect(linesOf(laidOver(json, { resource }))).toEqual([`resource, ${line}`]);
});
