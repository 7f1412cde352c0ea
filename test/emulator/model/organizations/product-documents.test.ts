import { expect, test } from "vitest";
import { stackTexts } from "../../../../src/stack-texts.ts";
import { exampleEstate, withResourceGuardrails } from "../../../support/stacks.ts";
import { type Resource, resourcesOf, text } from "../../deploy/stack-resources.ts";
import { checkDelegationContent } from "./delegation-content.ts";
import { checkPolicyContent, modelled, modelledPolicyTypes } from "./policy-content.ts";

const estate = withResourceGuardrails(exampleEstate());
const resources = [...stackTexts(estate)].flatMap(([stack, json]) => resourcesOf(stack, json));
const of = (type: string): readonly Resource[] => resources.filter((one) => one.type === type);

test("every policy that the product writes is one that Organizations takes", () => {
  const policies = of("aws_organizations_policy");

  expect(new Set(policies.map((one) => text(one, "type")))).toEqual(new Set(modelledPolicyTypes));
  for (const policy of policies) checkPolicyContent(modelled(text(policy, "type")), text(policy, "content"));
});

test("the delegation policy that the product writes is one that Organizations takes", () => {
  const [delegation] = of("aws_organizations_resource_policy");
  const isShared = (accountId: string) => accountId === estate.shared.accountId;

  checkDelegationContent(delegation ? text(delegation, "content") : "", isShared);
});
