import type { StackFacts } from "../../../estate/estate-facts.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";
import { show } from "../synth/shown.ts";
import type { SynthComplaint } from "../synth/synth-rule.ts";
import { differences, placeWords } from "./differences.ts";
import { expectations } from "./expectations.ts";
import { judgedArguments } from "./judged-arguments.ts";
import { type ExpectedStack, fillStack, type StackTemplate } from "./template.ts";

/**
 * Where a synthesized stack is not what config asks for: a role that is not expected, a statement more or less, another
 * condition, target or key. What is expected stands as data beside this, so that nothing that is judged has a say in it.
 *
 * A plan of such a stack needs no second judge: the documents that Terraform plans are those that stand here, but for
 * references to what the stack itself makes, whose values AWS gives; and which resource a reference names is judged here.
 */
export function judgeStack(
  json: JsonObject,
  stack: StackFacts,
  templates: Readonly<Record<StackFacts["kind"], StackTemplate>> = expectations,
): readonly SynthComplaint[] {
  const expected = fillStack(templates[stack.kind], stack);
  return [...tagProblems(json["provider"], expected), ...resourceProblems(json["resource"], expected)];
}

function tagProblems(block: unknown, { tags }: ExpectedStack): readonly SynthComplaint[] {
  const providers = isObject(block) && Array.isArray(block["aws"]) ? block["aws"] : [];
  return providers.flatMap((provider: unknown, index) =>
    differences([{ tags }], isObject(provider) ? provider["default_tags"] : undefined).map(({ at, ...clauses }) => ({
      at: ["provider", "aws", index, "default_tags", ...at],
      ...clauses,
    })),
  );
}

function resourceProblems(block: unknown, { resources }: ExpectedStack): readonly SynthComplaint[] {
  const left = new Map(resources);
  const found = Object.entries(isObject(block) ? block : {}).flatMap(([type, named]) =>
    Object.entries(isObject(named) ? named : {}).flatMap(([name, body]): readonly SynthComplaint[] => {
      // other rules speak of what is no body
      if (!isObject(body)) return [];
      const address = `${type}.${name}`;
      const place = ["resource", type, name];
      const expected = left.get(address);
      left.delete(address);
      if (!expected) {
        return [{ at: place, got: "got a resource that is not expected of this config", use: "leave it out" }];
      }
      return differences(expected, judgedArguments(type, body)).map(({ at, got, use }) => {
        const [argument = "", ...rest] = at;
        return { at: [...place, argument], got: [placeWords(rest), got].filter(Boolean).join(": "), use };
      });
    }),
  );
  const lost = [...left].map(([address, expected]) => ({
    at: ["resource", ...address.split(".")],
    got: "got nothing",
    use: `expected ${show(expected)}`,
  }));
  return [...found, ...lost];
}
