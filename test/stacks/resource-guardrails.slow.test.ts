import { expect, test } from "vitest";
import { quotas } from "../../src/aws/quotas.ts";
import type { Estate } from "../../src/model.ts";
import { managementRoles } from "../../stacks/pipeline-roles.ts";
import { all, type Block, exampleEstate, stacksOf, withResourceGuardrails } from "../support/stacks.ts";

const example = exampleEstate();

const policiesOf = (estate: Estate): readonly Block[] =>
  all(stacksOf(withResourceGuardrails(estate)).get("management"), "aws_organizations_policy").filter(
    ({ type }) => type === "RESOURCE_CONTROL_POLICY",
  );

/** Names as long as AWS and GitHub take them. */
const long: Estate = {
  ...example,
  name: "a".repeat(30),
  partition: "aws-us-gov",
  organization: { ...example.organization, id: `o-${"a".repeat(32)}` },
  pipeline: { ...example.pipeline, repository: `${"a".repeat(39)}/${"a".repeat(100)}`, immutableIds: null },
};
const ids = { owner: "1".repeat(20), repository: "1".repeat(20) };

test("the option changes what makes the policy, who may make it, and no other stack", () => {
  const [without, with_] = [stacksOf(example), stacksOf(withResourceGuardrails(example))];
  const changed = [...with_].filter(([id, stack]) => JSON.stringify(stack) !== JSON.stringify(without.get(id)));

  expect(changed.map(([id]) => id)).toEqual(["management"]);
  expect(all(without.get("management"), "aws_organizations_policy")).toHaveLength(1);
  expect(managementRoles(example)).not.toContain("RESOURCE_CONTROL_POLICY");
  expect(managementRoles(withResourceGuardrails(example))).toContain("RESOURCE_CONTROL_POLICY");
});

test("one policy is attached to the root, beside AWS's own: it needs one of five places", () => {
  const management = stacksOf(withResourceGuardrails(example)).get("management");

  expect(policiesOf(example)).toMatchObject([{ name: "lockstep-resource-guardrails" }]);
  expect(management?.resource["aws_organizations_policy_attachment"]?.["resource-guardrails-root"]).toMatchObject({
    policy_id: "${aws_organizations_policy.resource-guardrails.id}",
    target_id: "r-ab12",
  });
  expect(policiesOf(long)).toHaveLength(1);
  expect(quotas.resourceControlPoliciesPerTarget.most).toBe(5);
});

test.each([
  ["the example", example],
  ["the longest names, and a repository that is told by its name", long],
  ["the longest names and ids", { ...long, pipeline: { ...long.pipeline, immutableIds: ids } }],
])("the policy is within what AWS takes, with %s", (_, estate) => {
  const [policy] = policiesOf(estate);

  expect(String(policy?.["content"]).length).toBeLessThanOrEqual(quotas.resourceControlPolicyCharacters.most);
  expect(quotas.resourceControlPolicyCharacters.most).toBe(5_120);
});
