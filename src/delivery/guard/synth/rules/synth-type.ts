import { resourceType } from "../../../resources/resource-types.ts";
import { objectAt } from "../../../stack/json-object.ts";
import { synthRule } from "../synth-rule.ts";

export const synthType = synthRule({
  id: "synth-type",
  severity: "error",
  what: "a resource of a type that no stack is made of",
  why: "Nobody has said what its deletion loses or how it is judged; some types run code when they are planned.",
  source: null,
  example: {
    bad: { resource: { aws_lambda_function: { x: { provider: "aws.eu-west-2" } } } },
    good: { resource: { "//": "a comment" } },
  },
  check: ({ json }) =>
    Object.keys(objectAt(json, "resource"))
      .filter((type) => type !== "//")
      .flatMap((type) => {
        const row = resourceType(type);
        if (row !== undefined && row.notInStacks === undefined) return [];
        const use = row === undefined ? "use one of src/delivery/resources" : `leave it out: ${row.notInStacks}`;
        return [{ at: ["resource", type], got: "got a type that no stack is made of", use }];
      }),
});
