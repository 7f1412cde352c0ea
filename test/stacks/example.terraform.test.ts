import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";
import { isSoak } from "../support/soak.ts";
import { exampleEstate, type Stack, stacksOf, withResourceGuardrails } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";

const lockstep = useLockstep();

describe.skipIf(await missingTerraformTools())("with the real Terraform and AWS provider", () => {
  test("every stack of the example validates and plans, and adds every resource it has", () => {
    const stacks = isSoak ? [...stacksOf(exampleEstate())] : oneOfEachShape(stacksOf(exampleEstate()));

    const names = stacks.map(([name]) => name).join(",");
    const { code, out } = lockstep(dirname(configWith()), ["plan", "--offline", "--stacks", names]);

    const planned = out.match(/^\S+ +\+\d+ ~\d+ -\d+$/gm) ?? [];
    const expected = stacks.map(([name, { resource }]) => {
      const added = Object.values(resource).flatMap((named) => Object.keys(named)).length;
      return `${name} +${added} ~0 -0`;
    });
    expect(planned.map((line) => line.replace(/ +/, " ")).sort(), out).toEqual(expected.sort());
    expect(out).toContain(`${stacks.length} of ${stacks.length} stacks planned`);
    expect(code).toBe(0);
  });

  test("so does the management stack with a resource control policy", () => {
    const on = edit("management: { region: eu-west-2 }", "management: { region: eu-west-2, resourceGuardrails: true }");
    const folder = dirname(configWith({ "organization.yaml": on }));

    const { code, out } = lockstep(folder, ["plan", "--offline", "--stacks", "management"]);

    const { resource } = stacksOf(withResourceGuardrails(exampleEstate())).get("management") as Stack;
    const added = Object.values(resource).flatMap((named) => Object.keys(named)).length;
    expect(out).toMatch(new RegExp(`^management +\\+${added} ~0 -0$`, "m"));
    expect(code).toBe(0);
  });
});

/** Stacks with the same arguments, of which only values differ, are the same to Terraform; each takes the provider seconds. */
function oneOfEachShape(stacks: ReadonlyMap<string, Stack>): readonly (readonly [string, Stack])[] {
  const shapes = [...stacks].map((stack) => [JSON.stringify(shapeOf(stack[1].resource)), stack] as const);
  return [...new Map(shapes).values()];
}

/** Which resources have which arguments: of several that have the same, one. */
function shapeOf(resource: Stack["resource"]): readonly unknown[] {
  const bodies = Object.entries(resource).flatMap(([type, named]) =>
    Object.values(named).map((body) => JSON.stringify([type, argumentsOf(body)])),
  );
  return [...new Set(bodies)].sort();
}

function argumentsOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(argumentsOf(each))))].sort();
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, argumentsOf(each)]));
}
