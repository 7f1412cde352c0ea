import { expect, test } from "vitest";
import { summarizePlan } from "../../../src/delivery/run/summarize-plan.ts";
import { withPlans } from "../../../src/delivery/run/with-plans.ts";
import { created, deleted, plan, updated } from "../report/support/plans.ts";

const policy = "aws_organizations_policy.any";
const tags = { "lockstep:plan": "gold" };
const own = { stack: "policies-prod", accountId: "222222222222" };

test.each([
  ["a new policy", created(policy, { tags }), "gold"],
  ["a policy that changes", updated(policy, { content: "a", tags }, { content: "b", tags }), "gold"],
  ["a policy that goes, and stands in no stack any more", deleted(policy, { tags }), "gold"],
  ["a policy that is tagged anew", updated(policy, { tags: { "lockstep:plan": "silver" } }, { tags }), "gold"],
  ["a policy without tags", created(policy, { content: "a" }), undefined],
  ["a tag that is no text", created(policy, { tags: { "lockstep:plan": 1 } }), undefined],
  ["another resource with the tag", created("aws_kms_key.any", { tags }), undefined],
])("%s says of which plan it is", (_, change, of) => {
  const summary = summarizePlan(plan(change), own);

  const { changes, digest } = withPlans({}, plan(change), summary);

  expect(changes.map((each) => each.plan)).toEqual([of]);
  expect(digest).toBe(summary.digest);
});
