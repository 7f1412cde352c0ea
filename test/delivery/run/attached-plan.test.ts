import { expect, test } from "vitest";
import { attachedPlan } from "../../../src/delivery/run/attached-plan.ts";
import { createdPolicy } from "./support/created-policy.ts";

const type = "aws_organizations_policy_attachment";

test("the plan of an attachment is that of the policy's tag, whatever either is called", () => {
  const json = createdPolicy({ tags: { "lockstep:plan": "gold" } });

  expect(attachedPlan(json, type, `${type}.silver_eu-west-2_account-a`)).toBe("gold");
});

test.each([
  ["a policy without the tag", createdPolicy({ tags: {} }), type, "silver_eu-west-2_account-a"],
  ["a policy without tags", createdPolicy({}), type, "silver_eu-west-2_account-a"],
  ["a tag that is no text", createdPolicy({ tags: { "lockstep:plan": 1 } }), type, "silver_eu-west-2_account-a"],
  ["a policy that is not the stack's own", createdPolicy(null), type, "silver_eu-west-2_account-a"],
  ["an attachment that the stack does not hold", createdPolicy({ tags: { "lockstep:plan": "gold" } }), type, "gold"],
  [
    "something else that names the policy",
    createdPolicy({ tags: { "lockstep:plan": "gold" } }, "aws_x"),
    "aws_x",
    "silver_eu-west-2_account-a",
  ],
])("of %s no plan is known", (_, json, of, name) => {
  expect(attachedPlan(json, of, `${of}.${name}`)).toBe(undefined);
});

test.each(["x", "id: "])("a reference within a longer text, %j before it or behind it, is none", (more) => {
  const policies = { gold: { tags: { "lockstep:plan": "gold" } } };
  const reference = "${aws_organizations_policy.gold.id}";
  const attachments = {
    alone: { policy_id: reference },
    behind: { policy_id: `${more}${reference}` },
    before: { policy_id: `${reference}${more}` },
  };
  const json = { resource: { aws_organizations_policy: policies, [type]: attachments } };

  expect(Object.keys(attachments).map((name) => attachedPlan(json, type, `${type}.${name}`))).toEqual([
    "gold",
    undefined,
    undefined,
  ]);
});
