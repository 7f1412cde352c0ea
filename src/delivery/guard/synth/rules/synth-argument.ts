import { isObject, objectAt } from "../../../stack/json-object.ts";
import { resourceBodies } from "../resource-bodies.ts";
import { show } from "../shown.ts";
import { synthRule } from "../synth-rule.ts";
import { synthProvider } from "./synth-provider.ts";

const refused = ["connection", "count", "dynamic", "for_each", "provisioner"];

export const synthArgument = synthRule({
  id: "synth-argument",
  severity: "error",
  what: "a provisioner, a loop, or a provider that the stack does not have",
  why: "A provisioner runs commands on the runner, with the pipeline's credentials in its environment.",
  source: "developer.hashicorp.com/terraform/language/provisioners",
  example: {
    bad: { resource: { aws_kms_key: { "eu-west-2_key": { provisioner: [{ "local-exec": { command: "env" } }] } } } },
    good: { resource: { aws_kms_key: { "eu-west-2_key": { provider: "aws.eu-west-2" } } } },
  },
  check: (stack) => {
    // which they are cannot be said where they are wrong themselves
    const providers = synthProvider.check(stack).length > 0 ? null : aliasesOf(objectAt(stack.json, "provider")["aws"]);
    return resourceBodies(stack.json).flatMap(({ body, at }) => {
      const { provider } = body;
      const isKnown = !providers || (typeof provider === "string" && providers.has(provider));
      return [
        ...refused
          .filter((key) => Object.hasOwn(body, key))
          .map((key) => ({ at: [...at, key], got: `got ${show(body[key])}`, use: "leave it out" })),
        ...(isKnown
          ? []
          : [
              { at: [...at, "provider"], got: `got ${show(provider)}`, use: `use one of ${[...providers].join(", ")}` },
            ]),
      ];
    });
  },
});

/** Such as `aws.eu-west-2`. */
const aliasesOf = (aws: unknown): ReadonlySet<string> =>
  new Set(
    (Array.isArray(aws) ? aws : []).flatMap((each: unknown) =>
      isObject(each) ? [`aws.${String(each["alias"])}`] : [],
    ),
  );
