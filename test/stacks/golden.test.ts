import { expect, test } from "vitest";
import { exampleEstate, stacksOf } from "../support/stacks.ts";

const stacks = stacksOf(exampleEstate());

test.each([
  ["bootstrap", "bootstrap"],
  ["management", "management"],
  ["shared", "shared"],
  ["central", "central-prod"],
  ["central-nonprod", "central-nonprod"],
  ["app", "app-payments-prod"],
  ["policies", "policies-prod"],
  ["policies-nonprod", "policies-nonprod"],
])("the %s stack is what reviewers have seen", async (kind, id) => {
  const text = `${JSON.stringify(stacks.get(id), null, 2)}\n`;

  await expect(text).toMatchFileSnapshot(`../golden/${kind}.tf.json`);
});
