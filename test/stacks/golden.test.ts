import { expect, test } from "vitest";
import { exampleEstate, stacksOf, withResourceGuardrails } from "../support/stacks.ts";

const stacks = stacksOf(exampleEstate());
const guarded = stacksOf(withResourceGuardrails(exampleEstate()));

test.each([
  ["bootstrap", stacks.get("bootstrap")],
  ["management", stacks.get("management")],
  ["management-resource-guardrails", guarded.get("management")],
  ["shared", stacks.get("shared")],
  ["central", stacks.get("central-prod")],
  ["central-nonprod", stacks.get("central-nonprod")],
  ["app", stacks.get("app-payments-prod")],
  ["policies", stacks.get("policies-prod")],
  ["policies-nonprod", stacks.get("policies-nonprod")],
])("the %s stack is what reviewers have seen", async (kind, stack) => {
  const text = `${JSON.stringify(stack, null, 2)}\n`;

  await expect(text).toMatchFileSnapshot(`../golden/${kind}.tf.json`);
});
