import { addressesIn, resourceBodies } from "../resource-bodies.ts";
import { show } from "../shown.ts";
import { synthRule } from "../synth-rule.ts";

export const synthDependency = synthRule({
  id: "synth-dependency",
  severity: "error",
  what: "a resource that waits for something outside its stack",
  why: "Stacks are planned alone and in any order; what is not in them cannot be waited for.",
  source: "developer.hashicorp.com/terraform/language/meta-arguments/depends_on",
  example: {
    bad: { resource: { aws_kms_key: { "eu-west-2_key": { depends_on: ["data.external.x"] } } } },
    good: { resource: { aws_kms_alias: { "eu-west-2_alias": { depends_on: ["aws_kms_key.eu-west-2_key"] } } } },
  },
  check: ({ json }) => {
    const addresses = addressesIn(json);
    return resourceBodies(json).flatMap(({ body, at: address }) => {
      const { depends_on: written } = body;
      const at = [...address, "depends_on"];
      if (written === undefined) return [];
      if (!Array.isArray(written)) return [{ at, got: `got ${show(written)}`, use: "use a list of addresses" }];
      return written
        .filter((other) => typeof other !== "string" || !addresses.has(other))
        .map((other) => ({ at, got: `got ${show(other)}`, use: "use addresses of this stack" }));
    });
  },
});
