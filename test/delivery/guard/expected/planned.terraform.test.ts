import { describe, expect, test } from "vitest";
import { judgedArguments } from "../../../../src/delivery/guard/expected/judged-arguments.ts";
import { parseJson } from "../../../../src/delivery/stack/parse-json.ts";
import { exampleEstate, stacksOf } from "../../../support/stacks.ts";
import { missingTerraformTools } from "../../../support/terraform-tools.ts";
import { realPlan } from "../support/real-plan.ts";

const missing = await missingTerraformTools();
const stacks = stacksOf(exampleEstate());

/** The provider writes the keys of a document in an order of its own. */
const read = (text: unknown): unknown =>
  typeof text === "string" ? (parseJson(text) ?? text.replaceAll("$${", "${")) : text;

const hasReference = (text: string) => /(?<!\$)\$\{/.test(text);

describe.skipIf(missing)("with Terraform and the AWS provider", { timeout: 180_000 }, () => {
  test.each(["shared", "central-prod"])(
    "what is planned of %s is what was judged, and unknown only where what is referred to was judged",
    async (id) => {
      const stack = stacks.get(id);
      if (!stack) throw new Error(`got no stack ${id}`);

      const { resource_changes: planned = [] } = await realPlan({}, stack as never);

      const values = new Map(planned.map(({ address, change }) => [address, change.after as object]));
      const judged = Object.entries(stack.resource).flatMap(([type, named]) =>
        Object.entries(named).flatMap(([name, body]) =>
          Object.entries(judgedArguments(type, body)).flatMap(([key, value]) =>
            key !== "provider" && typeof value === "string" && !hasReference(value)
              ? [{ address: `${type}.${name}`, key, value: read(value) }]
              : [],
          ),
        ),
      );
      const found = judged.map(({ address, key }) => {
        const value: unknown = (values.get(address) as Readonly<Record<string, unknown>> | undefined)?.[key];
        return { address, key, value: read(value) };
      });
      expect(found).toEqual(judged);
      expect(judged.map(({ key }) => key)).toContain("policy");
    },
  );
});
