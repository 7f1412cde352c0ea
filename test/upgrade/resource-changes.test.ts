import { expect, test } from "vitest";
import type { Resource } from "../emulator/deploy/stack-resources.ts";
import { resourceChanges } from "./resource-changes.ts";

const role: Resource = {
  stack: "shared",
  type: "aws_iam_role",
  name: "auditor",
  accountId: "222222222222",
  region: "eu-west-2",
  tags: { "lockstep:stack": "shared" },
  body: {
    name: "lockstep-auditor",
    description: "looks",
    lifecycle: { prevent_destroy: true },
    provider: "aws.eu-west-2",
  },
};
const body = (change: Resource["body"]): Resource => ({ ...role, body: { ...role.body, ...change } });

test.each<[string, Resource, readonly string[], readonly string[]]>([
  ["nothing", role, [], []],
  ["how Terraform deals with it", body({ lifecycle: {}, depends_on: ["aws_iam_policy.a"] }), [], []],
  ["an argument", body({ description: "looks on" }), ["description"], []],
  ["an argument more", body({ permissions_boundary: "arn" }), ["permissions_boundary"], []],
  ["a tag of the provider", { ...role, tags: { "lockstep:stack": "other" } }, ["tags"], []],
  [
    "its name",
    body({ name: "lockstep-other" }),
    ["name"],
    ["shared: aws_iam_role.auditor is made anew for another name"],
  ],
  [
    "its account and a path",
    { ...body({ path: "/backup/" }), accountId: "333333333333" },
    ["path", "provider"],
    ["shared: aws_iam_role.auditor is made anew for another path and provider"],
  ],
])("a resource of which another release changes %s", (_, after, changed, lost) => {
  const found = resourceChanges([role], [after]);

  expect(found.changes.flatMap((one) => one.changed)).toEqual(changed);
  expect(found.lost).toEqual(lost);
});

test("a resource that comes, and one that goes", () => {
  const other = { ...role, name: "operator" };

  expect(resourceChanges([role], [other])).toEqual({
    changes: [{ before: null, after: other, changed: [] }],
    lost: ["shared: aws_iam_role.auditor is no longer in the stack"],
  });
});

test("of a type that nobody has looked up, whatever changes makes it anew", () => {
  const queue = { ...role, type: "aws_sqs_queue" };

  expect(resourceChanges([queue], [{ ...queue, body: { ...queue.body, delay_seconds: 5 } }]).lost).toEqual([
    "shared: aws_sqs_queue.auditor is made anew for another delay_seconds",
  ]);
});
